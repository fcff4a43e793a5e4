package io.github.telnyxstream.examples.doctor;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: call it, and it says what it sees. */
@Command(
        name = "doctor",
        description = "Answers calls, plays a tone, listens, and explains what it sees: why is it silent?",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading =
                "%nEnvironment: TELNYX_API_KEY, TELNYX_PUBLIC_KEY, TELNYX_BASE_URL, as for answering-machine.%n%n"
                        + "Example: the program that Telnyx reaches at that address%n",
        footer = "  doctor --public-url https://name.example")
public final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "default ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how Telnyx reaches this port, such as https://name.example")
    private @Nullable URI publicUrl;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;

    /**
     * The command.
     *
     * @param environment where the keys are
     */
    public DoctorCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            serve();
            return ExitCode.OK;
        } catch (ConfigurationException | IOException wrong) {
            Objects.requireNonNull(spec, "picocli sets it")
                    .commandLine()
                    .getErr()
                    .println(wrong.getMessage());
            return ExitCode.USAGE;
        }
    }

    private void serve() throws ConfigurationException, IOException, InterruptedException {
        Configuration keys = configuration();
        URI url = publicUrl;
        if (url == null) {
            throw new ConfigurationException("--public-url is missing: how Telnyx reaches this port, such as"
                    + " https://name.example (a tunnel's address will do)");
        }
        String base = url.toString().replaceFirst("/$", "");
        CallControl.Builder calls = CallControl.builder(keys.apiKey());
        if (keys.baseUrl() != null) {
            calls.baseUrl(keys.baseUrl());
        }
        PrintStream out = System.out;
        Notes notes = new Notes(out, System::nanoTime);
        try (Doctor doctor = new Doctor(
                notes,
                calls.build(),
                WebhookVerifier.create(keys.publicKey()),
                StreamSettings.of(base.replaceFirst("^http", "ws") + "/media"),
                port)) {
            notes.add("listens on port " + doctor.port() + "; in the portal, the webhook URL of your application is "
                    + base + "/webhook");
            notes.add("call your number; Ctrl-C ends this");
            new CountDownLatch(1).await();
        } catch (IOException taken) {
            throw new IOException("--" + taken.getMessage(), taken);
        }
    }

    private Configuration configuration() throws ConfigurationException {
        String told = environment.getOrDefault("TELNYX_BASE_URL", "");
        return new Configuration(
                        environment.getOrDefault("TELNYX_API_KEY", ""),
                        environment.getOrDefault("TELNYX_PUBLIC_KEY", ""),
                        told.isBlank() ? null : told,
                        port,
                        publicUrl,
                        Path.of("."),
                        Greeting.bundled(),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(5),
                        Mode.STREAM,
                        Configuration.USUAL_MAX_CALLS)
                .checked();
    }
}
