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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nobody is left in a silence: not by a voice, not by a model that says nothing, not by one that thinks for long. */
@TelnyxTest(virtualTime = true)
class DeadAirTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String HUMAN = "+12025550111";
    private static final AgentLines LINES = AgentLines.english("Hello.");

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    DeadAirTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** A voice that fails for what begins with "Every". */
    private SpeechSynthesizer failing(Kind kind) {
        return (text, language, listener) -> {
            spoken.add(text);
            if (text.startsWith("Every")) {
                listener.failed(ServiceFailure.of(Service.SYNTHESIZER, kind, "no voice"));
                return () -> {};
            }
            return speaks().synthesize(text, language, listener);
        };
    }

    private AgentOnACall agent(Kind voice, Responder mind, UnaryOperator<VoiceAgents.Builder> more) throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(hears("When?"), mind, failing(voice))
                .lines(LINES)
                .limits(AgentLimits.defaults().allowKeys("123").transferTo(HUMAN, Set.of()));
        return new AgentOnACall(telnyx, environment, clock, agents, more);
    }

    private SimulatedCall asksOnce(Duration stays) throws Exception {
        telnyx.whenDialed(Caller.builder().pause(Duration.ofSeconds(2)).hangUp().build());
        SimulatedCall call = telnyx.placeCall(Caller.builder()
                .awaitHeard(LONG)
                .speak(Voice.lasting(900))
                .pause(stays)
                .hangUp()
                .build());
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    @Test
    void anAnswerThatNoVoiceSpeaksIsFollowedByAnApology() throws Exception {
        try (AgentOnACall agent = agent(Kind.BROKEN, new Scripted(request -> "Every day."), more -> more)) {
            asksOnce(Duration.ofSeconds(4));

            assertThat(String.join(" ", spoken)).isEqualTo("Hello. Every day. Every day. " + LINES.apology());
            assertThat(agent.failures).hasSize(1);
        }
    }

    @Test
    void aFillerThatNoVoiceSpeaksIsNotApologisedForAfterAGoodAnswer() throws Exception {
        Responder slow = (request, sink) -> {
            clock.tryCallAt(clock.nanoTime() + Duration.ofSeconds(3).toNanos(), () -> {
                sink.text("We open at nine.");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        AgentLines english = AgentLines.english("Hello.");
        AgentLines lines = new AgentLines(
                english.greeting(),
                "Every moment.",
                english.hold(),
                english.apology(),
                english.again(),
                english.stillThere(),
                english.goodbye(),
                english.toHuman());
        try (AgentOnACall agent = agent(Kind.BROKEN, slow, more -> more.lines(lines))) {
            asksOnce(Duration.ofSeconds(8));

            assertThat(spoken).containsExactly("Hello.", "Every moment.", "Every moment.", "We open at nine.");
            assertThat(agent.failures).hasSize(1);
        }
    }

    @Test
    void aVoiceThatIsRefusedSaysNothingMoreAndTheCallIsHandedOn() throws Exception {
        try (AgentOnACall agent =
                agent(Kind.REFUSED, new Scripted(request -> "Every day. We are glad to help."), more -> more)) {
            SimulatedCall call = asksOnce(Duration.ofSeconds(4));

            assertThatCall(call).commandsWere("answer", "transfer");
            assertThat(spoken).doesNotContain(LINES.toHuman()).doesNotContain(LINES.apology());
            assertThat(agent.failures).isNotEmpty().allMatch(failure -> failure.kind() == Kind.REFUSED);
        }
    }

    @Test
    void anEmptyAnswerAfterAToolIsAFailure() throws Exception {
        AgentTool lookUp = new AgentTool(
                "look_up",
                "Looks it up.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> CompletableFuture.completedFuture("nine"));
        try (AgentOnACall agent = agent(Kind.BROKEN, calls("look_up", "{}"), more -> more.tools(List.of(lookUp)))) {
            asksOnce(Duration.ofSeconds(6));

            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(Kind.EMPTY);
            assertThat(String.join(" ", spoken)).isEqualTo("Hello. " + LINES.again());
        }
    }

    @Test
    void whoPressesKeysInAMenuNeedsNoWords() throws Exception {
        try (AgentOnACall agent = agent(
                Kind.BROKEN,
                calls("press_keys", "{\"keys\":\"1\"}"),
                more -> more.tools(List.of(CallTools.pressKeys())).actions(new Accepting()))) {
            asksOnce(Duration.ofSeconds(6));

            assertThat(agent.failures).isEmpty();
            assertThat(spoken).containsExactly("Hello.");
        }
    }

    /** A client whose commands take no time. */
    private static final class Accepting implements CallActions {
        @Override
        public CompletionStage<?> hangUp(String callControlId) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> transfer(String callControlId, String to) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> sendKeys(String callControlId, String digits) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static Responder calls(String tool, String arguments) {
        return (request, sink) -> {
            request.tools().call(tool, arguments).thenRun(sink::done);
            return Responder.Reply.COMPLETE;
        };
    }

    @Test
    void whoIsNeverUnderstoodIsHandedOn() throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(hears(), new Scripted(request -> "Yes."), failing(Kind.BROKEN))
                .lines(LINES)
                .limits(AgentLimits.defaults().transferTo(HUMAN, Set.of()));
        try (AgentOnACall agent = new AgentOnACall(telnyx, environment, clock, agents, more -> more)) {
            telnyx.whenDialed(
                    Caller.builder().pause(Duration.ofSeconds(2)).hangUp().build());
            Caller.Builder caller = Caller.builder();
            for (int i = 0; i < 3; i++) {
                caller.awaitHeard(LONG).speak(Voice.lasting(900));
            }
            SimulatedCall call = telnyx.placeCall(
                    caller.pause(Duration.ofSeconds(30)).hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).commandsWere("answer", "transfer");
            assertThat(String.join(" ", spoken))
                    .isEqualTo("Hello. " + LINES.again() + " " + LINES.again() + " " + LINES.toHuman());
            assertThat(agent.failures).isEmpty();
        }
    }

    @Test
    void aModelThatThinksAloudForAMinuteIsLate() throws Exception {
        Responder thinker = (request, sink) -> {
            sink.text("<think>Let me see.");
            for (int i = 1; i < 60; i++) {
                clock.tryCallAt(
                        clock.nanoTime() + Duration.ofSeconds(i).toNanos(), () -> sink.text(" On the other hand,"));
            }
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(Kind.BROKEN, thinker, more -> more)) {
            asksOnce(Duration.ofSeconds(14));

            assertThat(agent.failures).extracting(ServiceFailure::kind).containsExactly(Kind.LATE);
            assertThat(String.join(" ", spoken))
                    .isEqualTo("Hello. " + LINES.filler() + " " + LINES.filler() + " " + LINES.apology());
        }
    }

    @Test
    void aThoughtThatAToolBreaksOffDoesNotSwallowTheAnswer() throws Exception {
        AgentTool lookUp = new AgentTool(
                "look_up",
                "Looks it up.",
                AgentTool.NO_PARAMETERS,
                (call, arguments) -> CompletableFuture.completedFuture("nine"));
        Responder thinker = (request, sink) -> {
            sink.text("<think>I do not know when.");
            request.tools().call("look_up", "{}").thenAccept(told -> {
                sink.text("At " + told + ".");
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
        try (AgentOnACall agent = agent(Kind.BROKEN, thinker, more -> more.tools(List.of(lookUp)))) {
            asksOnce(Duration.ofSeconds(4));

            assertThat(spoken).containsExactly("Hello.", "At nine.");
            assertThat(agent.failures).isEmpty();
        }
    }
}
