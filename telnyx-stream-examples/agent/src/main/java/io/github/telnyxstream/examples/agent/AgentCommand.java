package io.github.telnyxstream.examples.agent;

import ch.qos.logback.classic.Level;
import io.github.telnyxstream.examples.agent.Answering.Wishes;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.ConfigurationException;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code agent}: answers calls on Telnyx's speech services, or rehearses without a network. */
@Command(
        name = "agent",
        description = "Answers calls and talks; with --simulate it rehearses without a network.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TELNYX_API_KEY     for commands, speech and the model",
            "  TELNYX_PUBLIC_KEY  for webhooks",
            "  TELNYX_BASE_URL    another API than the real one, for a simulator",
            "  TELNYX_SPEECH_URL  other speech services and models, for stand-ins",
            "",
            "Example: java -jar telnyx-stream.jar agent --simulate",
            "Example: java -jar telnyx-stream.jar agent --public-url https://name.example"
        })
public final class AgentCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(AgentCommand.class);
    private static final String SIMULATE = "--simulate";
    private static final long MOST_INSTRUCTIONS_BYTES = 64 * 1024;
    private static final String INSTRUCTIONS = "You answer the telephone of a small shop. Answer in one or two short"
            + " sentences, without markup. Say goodbye before you hang up.";

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "default ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "how Telnyx reaches this port, such as https://name.example")
    private @Nullable URI publicUrl;

    @Option(names = "--model", paramLabel = "NAME", description = "a language model of Telnyx")
    private @Nullable String model;

    @Option(names = "--voice", paramLabel = "NAME", description = "a voice of Telnyx that speaks 16 kHz")
    private @Nullable String voice;

    @Option(names = "--instructions", paramLabel = "FILE", description = "what the model is told before each call")
    private @Nullable Path instructions;

    @Option(
            names = "--language",
            paramLabel = "TAG",
            defaultValue = "en-US",
            description = "of both sides, default ${DEFAULT-VALUE}")
    private String language = "en-US";

    @Option(names = "--transfer-to", paramLabel = "NUMBER", description = "a person, for what the agent cannot do")
    private @Nullable String person;

    @Option(
            names = SIMULATE,
            description = "hold a conversation with a synthetic caller, without network and account, and save it in the"
                    + " working directory")
    private boolean isSimulated;

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;

    /**
     * The command.
     *
     * @param environment where the keys are
     */
    public AgentCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            if (isSimulated) {
                simulate();
            } else {
                serve();
            }
            return ExitCode.OK;
        } catch (IOException | ConfigurationException unusable) {
            commandLine().getErr().println(unusable.getMessage());
            return ExitCode.USAGE;
        }
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(spec, "picocli sets it").commandLine();
    }

    private void simulate() throws IOException, InterruptedException, ConfigurationException {
        for (OptionSpec option : commandLine().getParseResult().matchedOptions()) {
            if (!option.longestName().equals(SIMULATE)) {
                throw new ConfigurationException(option.longestName() + " is for real calls: " + SIMULATE
                        + " speaks with a voice of its own and asks no service");
            }
        }
        // what the log would say is on the console already
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        new SimulatedConversation(commandLine().getOut(), Path.of("")).run();
    }

    private void serve() throws IOException, InterruptedException, ConfigurationException {
        Configuration keys = keys();
        if (publicUrl == null && keys.baseUrl() == null) {
            throw new ConfigurationException("--public-url is missing: how Telnyx reaches this port, such as"
                    + " https://name.example (a tunnel's address will do)");
        }
        PhoneLine line = Answering.start(keys, wishes());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(line), "stop"));
        log.info("the agent listens on port {}", line.port());
        if (publicUrl != null) {
            log.info(
                    "webhook URL for the portal: {}/webhook",
                    publicUrl.toString().replaceFirst("/$", ""));
        }
        new CountDownLatch(1).await();
    }

    /** A JVM that ends by a signal exits with 128 and more; ours has done what it was asked to. */
    private static void stopAndExit(PhoneLine line) {
        line.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private Configuration keys() throws ConfigurationException {
        String told = environment.getOrDefault("TELNYX_BASE_URL", "");
        return new Configuration(
                        environment.getOrDefault("TELNYX_API_KEY", ""),
                        environment.getOrDefault("TELNYX_PUBLIC_KEY", ""),
                        told.isBlank() ? null : told,
                        port,
                        publicUrl,
                        Path.of(""),
                        Greeting.bundled(),
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(5),
                        Mode.STREAM,
                        Configuration.USUAL_MAX_CALLS)
                .checked();
    }

    private Wishes wishes() throws ConfigurationException {
        refuseBlank("--model", model);
        refuseBlank("--voice", voice);
        if (person != null && !person.matches("\\+[1-9]\\d{5,14}|sip:.+@.+")) {
            throw new ConfigurationException("--transfer-to must be like +12025550100 or sip:name@example.com");
        }
        return new Wishes(model, voice, told(), tag(), person, services());
    }

    private static void refuseBlank(String option, @Nullable String value) throws ConfigurationException {
        if (value != null && value.isBlank()) {
            throw new ConfigurationException(option + " is blank; without it there is a usual one");
        }
    }

    private String told() throws ConfigurationException {
        if (instructions == null) {
            return INSTRUCTIONS;
        }
        try {
            if (Files.size(instructions) > MOST_INSTRUCTIONS_BYTES) {
                throw new ConfigurationException("--instructions " + instructions + ": it is larger than "
                        + MOST_INSTRUCTIONS_BYTES / 1024 + " KiB, which each answer would have to pay for");
            }
            String text = Files.readString(instructions);
            if (text.isBlank()) {
                throw new ConfigurationException("--instructions " + instructions + ": there is nothing in it");
            }
            return text;
        } catch (IOException unreadable) {
            throw new ConfigurationException("--instructions " + instructions + ": " + FileWords.of(unreadable));
        }
    }

    private String tag() throws ConfigurationException {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(language).build();
            if (!locale.getLanguage().isEmpty()) {
                return language;
            }
        } catch (IllformedLocaleException wrong) {
            log.debug("no language tag", wrong);
        }
        throw new ConfigurationException("--language is " + language + ", must be like en-US or de-DE");
    }

    private @Nullable URI services() throws ConfigurationException {
        String told = environment.getOrDefault("TELNYX_SPEECH_URL", "").strip();
        if (told.isEmpty()) {
            return null;
        }
        try {
            URI url = new URI(told);
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException wrong) {
            log.debug("no URL", wrong);
        }
        throw new ConfigurationException("TELNYX_SPEECH_URL must be like https://name.example/v2");
    }
}
