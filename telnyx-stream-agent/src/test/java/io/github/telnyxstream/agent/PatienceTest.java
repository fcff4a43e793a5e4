package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is borne with: a voice that breaks, tools that take long; and what is not: an odd voice, a spent budget, a caller who is gone. */
@TelnyxTest(virtualTime = true)
class PatienceTest {
    private static final Duration LONG = Duration.ofMinutes(3);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    PatienceTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private SpeechSynthesizer voice() {
        return (text, language, listener) -> {
            spoken.add(text);
            return speaks().synthesize(text, language, listener);
        };
    }

    private AgentOnACall agent(SpeechRecognizer recognizer, Responder responder, SpeechSynthesizer voice)
            throws Exception {
        return agent(recognizer, responder, voice, more -> more);
    }

    private AgentOnACall agent(
            SpeechRecognizer recognizer,
            Responder responder,
            SpeechSynthesizer voice,
            UnaryOperator<VoiceAgents.Builder> more)
            throws Exception {
        return new AgentOnACall(
                telnyx,
                environment,
                clock,
                VoiceAgents.builder(recognizer, responder, voice).lines(AgentLines.english("Hello.")),
                more);
    }

    private SimulatedCall oneQuestion() throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .awaitHeard(LONG)
                .speak(Voice.saying("When are you open?"))
                .awaitHeard(LONG)
                .hangUp()
                .build());
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    private static List<String> texts(AgentOnACall agent) {
        return agent.entries.stream()
                .map(entry -> entry.role() + ": " + entry.text())
                .toList();
    }

    @Test
    void asksAVoiceOnceMoreThatBrokeBeforeItsFirstWord() throws Exception {
        AtomicBoolean hasBroken = new AtomicBoolean();
        SpeechSynthesizer clumsy = (text, language, listener) -> {
            if (text.startsWith("Every") && hasBroken.compareAndSet(false, true)) {
                spoken.add("(broken)");
                listener.failed(ServiceFailure.of(Service.SYNTHESIZER, Kind.BROKEN, "gone"));
                return () -> {};
            }
            return voice().synthesize(text, language, listener);
        };
        try (AgentOnACall agent = agent(hears("When are you open?"), new Scripted(request -> "Every day."), clumsy)) {
            oneQuestion();

            assertThat(spoken).containsExactly("Hello.", "(broken)", "Every day.");
            assertThat(texts(agent)).endsWith("AGENT: Every day.");
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void refusesAVoiceThatChangesItsRateInTheMiddle() throws Exception {
        SpeechSynthesizer odd = (text, language, listener) -> {
            short[] piece = Voice.lasting(400);
            listener.audio(piece, 0, piece.length, 8000);
            if (text.startsWith("Every")) {
                listener.audio(piece, 0, piece.length, 16000);
            }
            listener.done();
            return () -> {};
        };
        try (AgentOnACall agent = agent(hears("When are you open?"), new Scripted(request -> "Every day."), odd)) {
            oneQuestion();

            assertThat(agent.failures).hasSize(1).allSatisfy(failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                assertThat(failure.reason()).isEqualTo("audio came at 16000 Hz after 8000 Hz");
            });
        }
    }

    @Test
    void saysALineWhileAToolRuns() throws Exception {
        CompletableFuture<String> found = new CompletableFuture<>();
        AgentTool slow = new AgentTool("look_up", "Looks it up.", AgentTool.NO_PARAMETERS, (call, arguments) -> {
            clock.tryCallAt(clock.nanoTime() + Duration.ofSeconds(8).toNanos(), () -> found.complete("nine"));
            return found;
        });
        Responder responder = (request, sink) -> {
            sink.text("Let me see");
            request.tools().call("look_up", "{}").thenAccept(told -> {
                sink.text("We open at " + told + ".");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(hears("When?"), responder, voice(), more -> more.tools(List.of(slow)))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("When are you open?"))
                    .pause(Duration.ofSeconds(13))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            String hold = AgentLines.english(null).hold();
            assertThat(spoken).containsExactly("Hello.", "Let me see", hold, hold, "We open at nine.");
            assertThat(texts(agent)).endsWith("AGENT: Let me see We open at nine.");
        }
    }

    @Test
    void saysGoodbyeWhenTheMoneyIsSpent() throws Exception {
        Responder dear = (request, sink) -> {
            sink.cost(11);
            sink.text("Yes.");
            sink.done();
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(
                hears("One?", "Two?"),
                dear,
                voice(),
                more -> more.limits(AgentLimits.defaults().budget(Duration.ofMinutes(5), 10, 10)))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one?"))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number two?"))
                    .pause(LONG)
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(spoken).containsExactly("Hello.", "Yes.", "Thank you for calling.", "Goodbye.");
            assertThatCall(call).endedBy("callee");
            assertThat(agent.failures).isEmpty();
        }
    }

    /** In the greeting, in the question, in the pause behind it, while the model thinks, while a tool runs, in the answer. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000, 2000, 2900, 5000, 9000})
    void endsWithACallerWhoHangsUp(int afterMillis) throws Exception {
        AtomicInteger open = new AtomicInteger();
        CompletableFuture<Conversation> over = new CompletableFuture<>();
        Responder slow = new Responder() {
            @Override
            public Reply respond(ReplyRequest request, Sink sink) {
                open.incrementAndGet();
                clock.tryCallAt(
                        clock.nanoTime() + Duration.ofSeconds(2).toNanos(),
                        () -> request.tools().call("look_up", "{}").thenAccept(told -> {
                            sink.text("From nine to five, and on Saturday from ten to two, as we have always been.");
                            sink.done();
                        }));
                return open::decrementAndGet;
            }

            @Override
            public void ended(String callControlId, Conversation conversation) {
                over.complete(conversation);
            }
        };
        AgentTool lookUp = new AgentTool("look_up", "Looks it up.", AgentTool.NO_PARAMETERS, (call, arguments) -> {
            CompletableFuture<String> found = new CompletableFuture<>();
            clock.tryCallAt(clock.nanoTime() + Duration.ofSeconds(2).toNanos(), () -> found.complete("nine"));
            return found;
        });
        try (AgentOnACall agent = agent(hears("When?"), slow, voice(), more -> more.tools(List.of(lookUp)))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .pause(Duration.ofMillis(500))
                    .speak(Voice.saying("When are you open?"))
                    .pause(Duration.ofMinutes(1))
                    .build());
            call.await(event -> false, Duration.ofMillis(afterMillis));
            call.hangUp();
            call.awaitEnd(LONG);
            clock.settle();

            assertThat(agent.ended).hasSize(1);
            assertThat(over.join().entries()).isEqualTo(agent.ended.get(0).entries());
            assertThat(agent.failures).isEmpty();
            int spokenThen = spoken.size();
            telnyx.placeCall(Caller.builder()
                            .pause(Duration.ofSeconds(30))
                            .hangUp()
                            .build())
                    .awaitEnd(LONG);
            assertThat(spoken.subList(spokenThen, spoken.size())).doesNotContain("From nine to five,");
        }
    }
}
