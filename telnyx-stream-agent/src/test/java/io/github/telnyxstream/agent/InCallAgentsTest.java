package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Agents that hear and speak by call control, rung by the simulator. */
@TelnyxTest(virtualTime = true)
class InCallAgentsTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String STORY =
            "There was a time when nobody had a telephone at all. People wrote letters to each other, which took days. "
                    + "Then everything became different, and quicker.";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    InCallAgentsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private SimulatedCall ring(Caller.Builder caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller.build());
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    @Test
    void holdsAConversationWithoutAnyStream() throws Exception {
        Scripted responder =
                new Scripted(request -> switch (request.conversation().lastFromCaller()) {
                    case "when are you open" -> "Every day. From nine to five.";
                    case "123#" -> "Thank you for the number.";
                    default -> "What?";
                });
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("when are you open")
                    .awaitHeard(LONG)
                    .press("123#")
                    .awaitHeard(LONG)
                    .hangUp());

            assertThat(app.texts())
                    .containsExactly(
                            "AGENT: Hello, how can I help you?",
                            "CALLER: when are you open",
                            "AGENT: Every day. From nine to five.",
                            "KEYS: 123#",
                            "AGENT: Thank you for the number.");
            assertThat(app.entries).noneMatch(Entry::wasInterrupted);
            assertThat(app.failures).isEmpty();
            assertThat(app.ended).hasSize(1);
            assertThat(app.turns)
                    .hasSize(2)
                    .allSatisfy(turn -> assertThat(turn.heard()).isNotNull());
            assertThatCall(call)
                    .commandsWere("answer", "transcription_start", "speak", "speak", "speak", "speak")
                    .hadNoRefusedCommand()
                    .wasFreeOfViolations();
        }
    }

    @Test
    void stopsForWordsThatMeanSomethingAndKeepsWhatWasHeard() throws Exception {
        Scripted responder = new Scripted(request ->
                request.conversation().lastFromCaller().equals("tell me a story") ? STORY : "All right, I stop.");
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("tell me a story")
                    .interruptAfter(Duration.ofSeconds(4), LONG)
                    .say("stop please")
                    .awaitHeard(LONG)
                    .hangUp());

            assertThatCall(call).acceptedCommand("playback_stop").hadNoRefusedCommand();
            assertThat(app.sounds).containsExactly(Decision.INTERRUPT);
            Entry cut = app.entries.get(2);
            assertThat(cut.wasInterrupted()).isTrue();
            assertThat(STORY).startsWith(cut.text());
            assertThat(cut.text()).hasSizeBetween(40, STORY.length() - 40);
            assertThat(app.texts().subList(3, 5)).containsExactly("CALLER: stop please", "AGENT: All right, I stop.");
            assertThat(app.entries).hasSize(5);
            // what was given up is not spoken later
            assertThat(call.requests().stream()
                            .filter(request -> request.command().equals("speak")))
                    .hasSizeLessThan(1 + 3 + 1);
        }
    }

    @Test
    void speaksOnForAnMhm() throws Exception {
        Scripted responder = new Scripted(
                request -> request.conversation().lastFromCaller().equals("tell me a story") ? STORY : "Well.");
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("tell me a story")
                    .interruptAfter(Duration.ofSeconds(2), LONG)
                    .say("mhm")
                    .awaitHeard(LONG)
                    .hangUp());

            assertThat(app.sounds).containsExactly(Decision.IGNORE);
            assertThat(app.texts()).contains("AGENT: " + STORY);
            assertThat(app.entries).noneMatch(Entry::wasInterrupted);
        }
    }

    private long speaks() {
        return telnyx.requests().stream()
                .filter(request -> request.command().equals("speak"))
                .count();
    }

    @Test
    void transfersAndTranscribesNothingMore() throws Exception {
        Responder responder = (request, sink) -> {
            sink.text("I put you through.");
            request.tools().call("transfer", "{\"to\":\"+12025550111\"}").thenRun(sink::done);
            return Responder.Reply.COMPLETE;
        };
        try (InCallApp app = new InCallApp(
                environment,
                clock,
                responder,
                more -> more.tools(List.of(CallTools.transfer()))
                        .limits(AgentLimits.defaults().transferTo("+12025550111", Set.of())))) {
            long before = speaks();
            telnyx.whenDialed(Caller.builder()
                    .say("hello")
                    .pause(Duration.ofSeconds(2))
                    .hangUp()
                    .build());
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("a person please")
                    .awaitHeard(LONG)
                    .pause(Duration.ofMinutes(2))
                    .hangUp());

            assertThatCall(call)
                    .commandsWere("answer", "transcription_start", "speak", "speak", "transcription_stop", "transfer");
            assertThat(app.failures).isEmpty();
            // nor is the person whom the caller was given to met by an agent
            assertThat(speaks()).isEqualTo(before + 2);
            assertThat(app.ended).hasSize(1);
        }
    }

    @Test
    void endsTheCallWhenItsAnswerIsRefused() throws Exception {
        Scripted responder = new Scripted(request -> {
            telnyx.failNext(RestFault.refusal(422, 90010));
            return "Yes.";
        });
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            SimulatedCall call = ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("are you there")
                    .pause(Duration.ofSeconds(3))
                    .say("hello, are you there")
                    .pause(Duration.ofMinutes(2))
                    .hangUp());

            assertThat(app.failures).hasSize(1).allSatisfy(failure -> {
                assertThat(failure.service()).isEqualTo(ServiceFailure.Service.SYNTHESIZER);
                assertThat(failure.kind()).isEqualTo(ServiceFailure.Kind.REFUSED);
            });
            assertThatCall(call).acceptedCommand("hangup");
            // nobody heard the answer, nor would anybody hear an apology
            assertThat(app.texts()).containsExactly("AGENT: Hello, how can I help you?", "CALLER: are you there");
        }
    }

    @Test
    void forgetsACallThatIsOver() throws Exception {
        Scripted responder = new Scripted(request -> STORY);
        try (InCallApp app = new InCallApp(environment, clock, responder, more -> more)) {
            ring(Caller.builder()
                    .awaitHeard(LONG)
                    .say("tell me a story")
                    .interruptAfter(Duration.ofSeconds(4), LONG)
                    .hangUp());

            assertThat(app.ended).hasSize(1);
            List<Entry> entries = app.ended.get(0).entries();
            assertThat(entries).hasSize(3);
            assertThat(entries.get(2).wasInterrupted()).isTrue();
            assertThat(STORY).startsWith(entries.get(2).text());
            assertThat(entries.get(2).text()).hasSizeGreaterThan(40);
            clock.advance(Duration.ofHours(1));
            assertThat(responder.requests).hasSize(1);
        }
    }
}
