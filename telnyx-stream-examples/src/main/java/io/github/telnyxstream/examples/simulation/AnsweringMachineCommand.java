package io.github.telnyxstream.examples.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.examples.inbox.Inbox;
import io.github.telnyxstream.examples.inbox.Retention;
import io.github.telnyxstream.server.RequestHandler;
import io.github.telnyxstream.server.WebReply;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code answering-machine}: takes messages of callers, or plays one simulated call. */
@Command(
        name = "answering-machine",
        description = "Answers calls, plays a greeting, records a message for each.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TELNYX_API_KEY     for commands (portal: Account Settings > Keys & Credentials > API Keys)",
            "  TELNYX_PUBLIC_KEY  for webhooks (portal: Account Settings > Keys & Credentials > Public Key)",
            "  TELNYX_BASE_URL    another API than the real one, for a simulator",
            "  TELNYX_INBOX_PASSWORD  shows the messages at / to whoever knows it; without, there is no such page",
            "",
            "Example: real calls",
            "  answering-machine --public-url https://name.example --greeting hello.mp3"
        })
public final class AnsweringMachineCommand implements Callable<Integer> {
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(9);
    private static final int LONGEST_SIMULATED_SPEECH_SECONDS = 3600;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "default ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how Telnyx reaches this port, such as https://name.example")
    private @Nullable URI publicUrl;

    @Option(
            names = "--messages",
            paramLabel = "DIR",
            defaultValue = "voicemail",
            description = "folder of the messages, default ${DEFAULT-VALUE}")
    private Path messages = Path.of("voicemail");

    @Option(
            names = "--greeting",
            paramLabel = "FILE|TEXT",
            description = "a WAV, MP3 or Opus file, or a text for Telnyx to speak")
    private @Nullable String greeting;

    @Option(
            names = "--max-seconds",
            paramLabel = "S",
            defaultValue = "300",
            description = "longest message, default ${DEFAULT-VALUE}")
    private int maxSeconds = 300;

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            defaultValue = "" + Configuration.USUAL_MAX_CALLS,
            description = "how many at once, others are told that the line is busy; default ${DEFAULT-VALUE}")
    private int maxCalls = Configuration.USUAL_MAX_CALLS;

    @Option(
            names = "--silence-seconds",
            paramLabel = "S",
            defaultValue = "5",
            description = "silence that ends a message, default ${DEFAULT-VALUE}")
    private int silenceSeconds = 5;

    @Option(
            names = "--mode",
            paramLabel = "stream|carrier",
            defaultValue = "stream",
            description = "greet and record over the media stream, or let Telnyx do it; default ${DEFAULT-VALUE}")
    private String mode = "stream";

    @Option(
            names = "--keep-days",
            paramLabel = "N",
            description = "delete messages that are older; kept for ever unless set")
    private @Nullable Integer keepDays;

    @Option(
            names = "--simulate",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description = "play one call against the built-in simulator, with this caller (WAV, MP3 or Opus) or the"
                    + " bundled one")
    private @Nullable String simulate;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;

    /**
     * The command.
     *
     * @param environment where the keys are
     */
    public AnsweringMachineCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            return simulate == null ? serve() : simulate(simulate);
        } catch (ConfigurationException wrong) {
            complain(wrong.getMessage());
            return ExitCode.USAGE;
        } catch (IOException unusable) {
            complain(unusable.getMessage());
            return ExitCode.USAGE;
        }
    }

    private int simulate(String wav) throws IOException, InterruptedException, ConfigurationException {
        // what the log would say is on the console already
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        short[] speech =
                wav.isEmpty() ? Sounds.bundled("caller") : Sounds.read(Path.of(wav), LONGEST_SIMULATED_SPEECH_SECONDS);
        PrintStream out = System.out;
        boolean saved = new Simulation(out, Ansi.AUTO.enabled())
                .run(speech, (apiKey, publicKey, baseUrl) -> configuration(apiKey, publicKey, baseUrl, 0, null));
        return saved ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int serve() throws IOException, InterruptedException, ConfigurationException {
        URI url = publicUrl;
        String told = environment.getOrDefault("TELNYX_BASE_URL", "");
        String baseUrl = told.isBlank() ? null : told;
        Configuration configuration = configuration(
                environment.getOrDefault("TELNYX_API_KEY", ""),
                environment.getOrDefault("TELNYX_PUBLIC_KEY", ""),
                baseUrl,
                port,
                url);
        if (url == null && mode.equals("stream") && baseUrl == null) {
            throw new ConfigurationException("--public-url is missing: how Telnyx reaches this port, such as"
                    + " https://name.example (a tunnel's address will do)");
        }
        if (keepDays != null && (keepDays < 1 || keepDays > 3650)) {
            throw new ConfigurationException("--keep-days is " + keepDays + ", must be 1 to 3650");
        }
        AnsweringMachine machine = AnsweringMachine.startWith(configuration, inbox());
        if (keepDays != null) {
            Retention.start(messages, keepDays); // its thread is a daemon, and ends with the process
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(machine), "stop"));
        LoggerFactory.getLogger(AnsweringMachineCommand.class)
                .info("listening on port {}, messages go to {}", machine.port(), messages.toAbsolutePath());
        if (url != null) {
            LoggerFactory.getLogger(AnsweringMachineCommand.class)
                    .info(
                            "webhook URL for the portal: {}/webhook",
                            url.toString().replaceFirst("/$", ""));
        }
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private RequestHandler inbox() throws ConfigurationException {
        String password = environment.getOrDefault("TELNYX_INBOX_PASSWORD", "");
        if (password.isEmpty()) {
            return request -> WebReply.of(404);
        }
        try {
            return Inbox.of(messages, password);
        } catch (IllegalArgumentException unsafe) {
            throw new ConfigurationException("TELNYX_INBOX_PASSWORD " + unsafe.getMessage());
        }
    }

    /** A JVM that ends by a signal exits with 128 and more; ours has done what it was asked to. */
    private static void stopAndExit(AnsweringMachine machine) {
        try {
            machine.stop(TIME_TO_STOP);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.OK);
        }
    }

    private Configuration configuration(
            String apiKey, String publicKey, @Nullable String baseUrl, int listenOn, @Nullable URI url)
            throws ConfigurationException {
        return new Configuration(
                        apiKey,
                        publicKey,
                        baseUrl,
                        listenOn,
                        url,
                        messages,
                        greeting == null ? Greeting.bundled() : Greeting.of(greeting),
                        Duration.ofSeconds(maxSeconds),
                        Duration.ofSeconds(silenceSeconds),
                        mode(),
                        maxCalls)
                .checked();
    }

    private Mode mode() throws ConfigurationException {
        try {
            return Mode.valueOf(mode.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ConfigurationException("--mode is " + mode + ", must be stream or carrier");
        }
    }

    private void complain(@Nullable String message) {
        java.util.Objects.requireNonNull(spec, "picocli sets it")
                .commandLine()
                .getErr()
                .println(message);
    }
}
