package io.github.telnyxstream.examples.simulation;

import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code simulator}: a Telnyx for somebody else's program, and one call to it. */
@Command(
        name = "simulator",
        description = "Plays Telnyx for your program: places one call to it and tells what happens.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SimulatorCommand implements Callable<Integer> {
    private static final int LONGEST_SPEECH_SECONDS = 3600;

    @Option(names = "--webhook-url", paramLabel = "URL", required = true, description = "where your program listens")
    private URI webhookUrl = URI.create("http://127.0.0.1:8080/webhook");

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "of the API; any free one unless set")
    private int port;

    @Option(names = "--wav", paramLabel = "FILE", description = "what the caller says; the bundled caller unless set")
    private @Nullable Path wav;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            defaultValue = "KEYsimulator",
            description = "what your program has to show, default ${DEFAULT-VALUE}")
    private String apiKey = "KEYsimulator";

    @Spec
    private @Nullable CommandSpec spec;

    /** The command. */
    public SimulatorCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        try {
            short[] speech = wav == null ? Sounds.bundled("caller") : Sounds.read(wav, LONGEST_SPEECH_SECONDS);
            return run(speech, System.out);
        } catch (ConfigurationException wrong) {
            return complain(wrong.getMessage());
        } catch (IllegalArgumentException wrong) {
            return complain("--webhook-url, --port or --api-key: " + wrong.getMessage());
        } catch (IOException taken) {
            return complain("--port " + port + " cannot be listened on: " + taken.getMessage());
        }
    }

    private int run(short[] speech, PrintStream out) throws IOException, InterruptedException {
        Console console = new Console(out, Ansi.AUTO.enabled(), Duration.ZERO);
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .apiKey(apiKey)
                .port(port)
                .webhookUrl(webhookUrl)
                .observer(console::event)
                .start()) {
            out.println("TELNYX_BASE_URL=" + telnyx.baseUrl());
            out.println("TELNYX_PUBLIC_KEY=" + telnyx.publicKey());
            out.println("Start your program with these and the API key, then press Enter: the phone rings.");
            if (System.in.read() < 0) {
                out.println("There is no input to wait for: it rings now.");
            }
            SimulatedCall call = telnyx.placeCall(Simulation.caller(speech));
            boolean ended = call.awaitEnd(Simulation.limit(speech)).isPresent();
            out.println(ended ? "The call is over." : "The call did not end in time.");
            return ended ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private int complain(@Nullable String message) {
        Objects.requireNonNull(spec, "picocli sets it").commandLine().getErr().println(message);
        return ExitCode.USAGE;
    }
}
