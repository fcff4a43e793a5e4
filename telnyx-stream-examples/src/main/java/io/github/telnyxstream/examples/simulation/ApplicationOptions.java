package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.testkit.simulator.SimulatorBuilder;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The program that is called, and the Telnyx that it is told of. */
final class ApplicationOptions {
    /** So that a program has to be told once. */
    private static final long KEY_SEED = 1;

    @Option(
            names = {"--webhook", "--webhook-url"},
            paramLabel = "URL",
            description = "where your program listens for webhooks, such as http://127.0.0.1:8080/webhook")
    private @Nullable String webhook;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "of the simulated API; any free one unless set")
    private int port;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "KEYsimulator",
            description = "what your program has to show, default ${DEFAULT-VALUE}")
    private String apiKey = "KEYsimulator";

    @Option(
            names = "--flat-webhooks",
            description = "copies the webhooks' fields to where a guide expects them; Telnyx does not send those")
    private boolean flatWebhooks;

    /** Where webhooks go; checked. */
    URI url() {
        if (webhook == null) {
            throw new IllegalArgumentException(
                    "--webhook is missing: where your program listens, such as http://127.0.0.1:8080/webhook");
        }
        try {
            URI url = URI.create(webhook);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getPort() != 0 && url.getPort() <= 65_535) {
                return url;
            }
        } catch (IllegalArgumentException odd) {
            throw noUrl(webhook);
        }
        throw noUrl(webhook);
    }

    private static IllegalArgumentException noUrl(String text) {
        return new IllegalArgumentException(
                "--webhook is " + text + ", must be an http or https URL such as http://127.0.0.1:8080/webhook");
    }

    /** A Telnyx for the program; the next one has the same address and the same key. */
    TelnyxSimulator start(UnaryOperator<SimulatorBuilder> more) throws IOException {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port is " + port + ", must be 0 to 65535");
        }
        SimulatorBuilder builder =
                TelnyxSimulator.builder().apiKey(apiKey).port(port).webhookUrl(url());
        if (flatWebhooks) {
            builder.flatWebhooks();
        }
        try {
            TelnyxSimulator telnyx = more.apply(builder).keySeed(KEY_SEED).start();
            port = telnyx.baseUrl().getPort();
            return telnyx;
        } catch (IOException taken) {
            throw new IOException("--port " + port + " cannot be listened on: " + taken.getMessage(), taken);
        }
    }

    /** Prints what the program has to be told, to be pasted into a shell. */
    void tell(PrintStream out, TelnyxSimulator telnyx) {
        out.println("TELNYX_BASE_URL=" + telnyx.baseUrl());
        out.println("TELNYX_PUBLIC_KEY=" + telnyx.publicKey());
        out.println("TELNYX_API_KEY=" + apiKey);
        out.flush();
    }
}
