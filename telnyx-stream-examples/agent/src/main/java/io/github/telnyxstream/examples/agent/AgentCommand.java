package io.github.telnyxstream.examples.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.telnyxstream.agent.AgentLimits;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.CallControlActions;
import io.github.telnyxstream.agent.CallTools;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.agent.telnyx.TelnyxSpeech;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
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
            "  TELNYX_BASE_URL    another API than the real one, for a simulator"
        })
public final class AgentCommand implements Callable<Integer> {
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
            names = "--simulate",
            description = "hold a conversation with a synthetic caller, and save it in the working directory")
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
            return isSimulated ? simulate() : serve();
        } catch (IOException | IllegalArgumentException unusable) {
            console(true).println(unusable.getMessage());
            return ExitCode.USAGE;
        }
    }

    private PrintWriter console(boolean isError) {
        var line = Objects.requireNonNull(spec, "picocli sets it").commandLine();
        return isError ? line.getErr() : line.getOut();
    }

    private int simulate() throws IOException, InterruptedException {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        PrintWriter out = console(false);
        out.println("Loading ear and voice; then the conversation takes its time, about a minute.");
        out.flush();
        CallFiles files = new CallFiles(Path.of(""), "agent-call", entry -> show(out, entry));
        try (Rehearsal rehearsal = new Rehearsal();
                TelnyxSimulator telnyx =
                        TelnyxSimulator.builder().apiKey(Rehearsal.KEY).start()) {
            SimulatedCall call = rehearsal.hold(telnyx, StreamClock.system(), files);
            call.bargeIns().forEach(silence -> out.println("interrupted: silent after " + silence.toMillis() + " ms"));
        }
        files.turns().forEach(out::println);
        for (Path file : List.of(files.wav(), files.transcript(), files.table())) {
            out.println("Saved: " + file.toAbsolutePath());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void show(PrintWriter out, Entry entry) {
        out.printf(
                "%-7s%s%s%n",
                entry.role().name().toLowerCase(Locale.ROOT),
                entry.text(),
                entry.wasInterrupted() ? " ... (interrupted)" : "");
        out.flush();
    }

    private int serve() throws IOException, InterruptedException {
        String apiKey = key("TELNYX_API_KEY");
        String publicKey = key("TELNYX_PUBLIC_KEY");
        String told = environment.getOrDefault("TELNYX_BASE_URL", "");
        if (publicUrl == null && told.isBlank()) {
            throw new IOException("--public-url is missing: how Telnyx reaches this port, such as"
                    + " https://name.example (a tunnel's address will do)");
        }
        CallControl.Builder client = CallControl.builder(apiKey);
        TelnyxSpeech.Builder services = TelnyxSpeech.builder(apiKey);
        if (!told.isBlank()) {
            client.baseUrl(told);
            services.baseUrl(URI.create(told));
        }
        if (model != null) {
            services.model(model);
        }
        if (voice != null) {
            services.voice(voice, 16000);
        }
        TelnyxSpeech speech = services.build();
        CallControl calls = client.build();
        PhoneLine line = new PhoneLine(
                new PhoneLine.Address(port, publicUrl), calls, publicKey, agents(speech, calls), StreamClock.system());
        Runtime.getRuntime().addShutdownHook(new Thread(line::close, "stop"));
        LoggerFactory.getLogger(AgentCommand.class).info("the agent listens on port {}", line.port());
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private VoiceAgents agents(TelnyxSpeech speech, CallControl calls) throws IOException {
        String prompt = instructions == null ? INSTRUCTIONS : Files.readString(instructions);
        AgentLimits limits = AgentLimits.defaults();
        return VoiceAgents.builder(speech.recognizer(), speech.responder(prompt), speech.synthesizer())
                .lines(language.startsWith("de") ? AgentLines.german(null) : AgentLines.english(null))
                .language(language)
                .actions(new CallControlActions(calls))
                .tools(person == null ? List.of(CallTools.hangUp()) : List.of(CallTools.hangUp(), CallTools.transfer()))
                .limits(person == null ? limits : limits.transferTo(person, Set.of()))
                .build();
    }

    private String key(String name) throws IOException {
        String value = environment.getOrDefault(name, "");
        if (value.isBlank()) {
            throw new IOException(name + " is not set (https://portal.telnyx.com, Keys & Credentials)");
        }
        return value;
    }
}
