package io.github.telnyxstream.agent.langchain4j;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.AgentObserver;
import io.github.telnyxstream.agent.Conversation;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.SpeechSynthesizer;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole calls, on which a model answers over HTTP. */
@TelnyxTest(virtualTime = true)
class CallWithAModelTest implements AgentObserver {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();
    private final List<String> spoken = new CopyOnWriteArrayList<>();
    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private StandInModel model;

    CallWithAModelTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    @BeforeEach
    void start() throws Exception {
        model = new StandInModel();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    @Override
    public void onEntry(@Nullable String callControlId, Conversation.Entry entry) {
        entries.add(entry.role() + ": " + entry.text());
    }

    @Override
    public void onFailure(@Nullable String callControlId, ServiceFailure failure) {
        failures.add(failure);
    }

    /** Knows from the test what was said. */
    private static SpeechRecognizer hears(String... texts) {
        Deque<String> left = new ArrayDeque<>(List.of(texts));
        return (language, listener) -> new SpeechRecognizer.Recognition() {
            @Override
            public void accept(MediaFrame frame) {}

            @Override
            public void finish() {
                listener.finalText(left.isEmpty() ? "" : left.remove(), null);
            }

            @Override
            public void close() {}
        };
    }

    private SpeechSynthesizer voice() {
        return (text, language, listener) -> {
            spoken.add(text);
            short[] pcm = Murmur.of(text);
            listener.audio(pcm, 0, pcm.length, 8000);
            listener.done();
            return () -> {};
        };
    }

    private SimulatedCall call(VoiceAgents.Builder agents, Caller caller) throws Exception {
        telnyx.whenDialed(caller);
        try (StreamAcceptor acceptor = StreamAcceptor.builder(agents.lines(AgentLines.english("Hello."))
                                .clock(clock)
                                .observer(this)
                                .build())
                        .options(AcceptorOptions.builder()
                                .clock(clock)
                                .listenerExecutor(clock.executor())
                                .build())
                        .build();
                CallControl calls = CallControl.builder(environment.apiKey())
                        .baseUrl(environment.baseUrl().toString())
                        .build()) {
            telnyx.streamsTo(acceptor);
            calls.dial(DialCommand.builder("1234567890", "+12025550111", "+12025550122").stream(
                            StreamSettings.of(environment.mediaUrl().toString()))
                    .build());
            SimulatedCall call = telnyx.calls().get(telnyx.calls().size() - 1);
            call.awaitEnd(LONG);
            clock.settle();
            return call;
        }
    }

    /** What the bakery knows. */
    static final class Hours {
        @Tool("Tells when we are open.")
        String hours(String day) {
            return "from nine to five on " + day;
        }
    }

    @Test
    void holdsAConversationWithToolsAndAnInterruption() throws Exception {
        model.calls("Let me see.", "hours", "{\"day\":\"Monday\"}")
                .says(
                        "On Monday we are open ",
                        "from nine to five. ",
                        "And there is so much more that I could tell you.")
                .says("You are welcome.");
        LangChain4jResponder responder = LangChain4jResponder.builder(model.model(), "Be brief.")
                .tools(new Hours())
                .build();

        SimulatedCall call = call(
                VoiceAgents.builder(hears("When are you open on Monday?", "Stop, thank you."), responder, voice()),
                Caller.builder()
                        .awaitHeard(LONG)
                        .speak(Murmur.of("When are you open on Monday?"))
                        .interruptAfter(Duration.ofSeconds(4), LONG)
                        .speak(Murmur.of("Stop, thank you. Stop, thank you."))
                        .awaitHeard(LONG)
                        .hangUp()
                        .build());

        assertThat(entries).hasSize(5);
        String heard = entries.get(2).substring("AGENT: ".length());
        assertThat(heard).startsWith("Let me see. On Monday we are open").doesNotContain("could tell you");
        assertThat(entries)
                .containsExactly(
                        "AGENT: Hello.",
                        "CALLER: When are you open on Monday?",
                        "AGENT: " + heard,
                        "CALLER: Stop, thank you.",
                        "AGENT: You are welcome.");
        assertThat(model.requests.get(1).path("messages").toString()).contains("from nine to five on Monday");
        assertThat(model.requests.get(2).path("messages").toString())
                .contains(heard + " [interrupted by the caller]", "from nine to five on Monday")
                .doesNotContain("could tell you");
        assertThat(failures).isEmpty();
        assertThatCall(call).wasFreeOfViolations().wasFreeOfUnderruns();
    }

    @Test
    void apologizesForAModelThatFails() throws Exception {
        model.refuses(500).says("Now it works.");

        call(
                VoiceAgents.builder(
                        hears("Hello?", "Hello again?"),
                        LangChain4jResponder.builder(model.model(), "").build(),
                        voice()),
                Caller.builder()
                        .awaitHeard(LONG)
                        .speak(Murmur.of("Hello, is anybody there?"))
                        .awaitHeard(LONG)
                        .speak(Murmur.of("Hello, is anybody there?"))
                        .awaitHeard(LONG)
                        .hangUp()
                        .build());

        assertThat(failures).extracting(ServiceFailure::kind).containsExactly(ServiceFailure.Kind.BROKEN);
        // two sentences of one line are asked for at the same time; what is played keeps their order
        assertThat(AgentLines.english(null).apology())
                .isEqualTo("I am sorry, something went wrong. Could you say that again?");
        assertThat(spoken)
                .containsExactlyInAnyOrder(
                        "Hello.", "I am sorry, something went wrong.", "Could you say that again?", "Now it works.");
        assertThat(entries).endsWith("CALLER: Hello again?", "AGENT: Now it works.");
    }
}
