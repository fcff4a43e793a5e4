package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.agent.Conversation.Role;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How an agent leaves: handing on, a long goodbye, a message in a machine. */
@TelnyxTest(virtualTime = true)
class PartingTest {
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final String HUMAN = "+12025550111";
    private static final String MESSAGE = "This is the dentist. Please call us back.";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;
    private final List<String> spoken = new CopyOnWriteArrayList<>();

    PartingTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(SpeechRecognizer ear, Responder mind, UnaryOperator<VoiceAgents.Builder> more)
            throws Exception {
        SpeechSynthesizer voice = (text, language, listener) -> {
            spoken.add(text);
            return speaks().synthesize(text, language, listener);
        };
        VoiceAgents.Builder agents = VoiceAgents.builder(ear, mind, voice).lines(AgentLines.english("Hello."));
        return new AgentOnACall(telnyx, environment, clock, agents, more);
    }

    private static Responder says(String before, String tool, String arguments, String after) {
        return (request, sink) -> {
            sink.text(before);
            request.tools().call(tool, arguments).thenAccept(told -> {
                sink.text(after);
                sink.done();
            });
            return Responder.Reply.COMPLETE;
        };
    }

    @Test
    void hearsNothingOfWhatIsSaidAndKeyedToTheHuman() throws Exception {
        Responder mind = says("", "transfer", "{\"to\":\"" + HUMAN + "\"}", "One moment.");
        try (AgentOnACall agent = agent(
                hears("Somebody else, please.", "My card is 4111."),
                mind,
                more -> more.tools(List.of(CallTools.transfer()))
                        .limits(AgentLimits.defaults().transferTo(HUMAN, Set.of())))) {
            telnyx.whenDialed(
                    Caller.builder().pause(Duration.ofSeconds(30)).hangUp().build());
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .awaitHeard(LONG)
                    .pause(Duration.ofSeconds(3))
                    .speak(Voice.lasting(1500))
                    .pause(Duration.ofSeconds(3))
                    .press("4111#")
                    .pause(Duration.ofSeconds(12))
                    .hangUp()
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).commandsWere("answer", "transfer");
            assertThat(agent.entries.stream().map(Entry::text))
                    .containsExactly("Hello.", "Somebody else, please.", "One moment.");
            assertThat(spoken).containsExactly("Hello.", "One moment.");
        }
    }

    @Test
    void finishesAGoodbyeThatTakesLongerThanAnUnconfirmedOneMay() throws Exception {
        String story = "And thank you very much for your call. ".repeat(25).strip();
        try (AgentOnACall agent = agent(
                hears("Bye."), says("", "hang_up", "{}", story), more -> more.tools(List.of(CallTools.hangUp())))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(900))
                    .pause(LONG)
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(agent.entries).last().satisfies(entry -> {
                assertThat(entry.text()).isEqualTo(story);
                assertThat(entry.wasInterrupted()).isFalse();
            });
        }
    }

    @Test
    void leavesAMessageAndNothingElse() throws Exception {
        String chatter = "I think that this is a machine. So I will leave a message there. Just wait for a moment.";
        SpeechRecognizer dying = (language, listener) -> new SpeechRecognizer.Recognition() {
            private final SpeechRecognizer.Recognition ear =
                    hears("Please leave a message.").open(language, listener);

            @Override
            public void accept(MediaFrame frame) throws Exception {
                ear.accept(frame);
            }

            @Override
            public void finish() throws Exception {
                ear.finish();
            }

            @Override
            public void keepAlive() {
                throw new IllegalStateException("nothing was sent for too long");
            }

            @Override
            public void close() {}
        };
        Responder mind = says(chatter, "leave_message", "{\"message\":\"" + MESSAGE + "\"}", "I have left it.");
        try (AgentOnACall agent = agent(
                dying,
                mind,
                more -> more.tools(List.of(CallTools.leaveMessage(), CallTools.hangUp()))
                        .limits(AgentLimits.defaults().transferTo(HUMAN, Set.of())))) {
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.lasting(1500))
                    .pause(Duration.ofMillis(1500))
                    .speak(Voice.lasting(12_000))
                    .pause(LONG)
                    .build());
            call.awaitEnd(LONG);
            clock.settle();

            assertThatCall(call).endedBy("callee").commandsWere("answer", "hangup");
            assertThat(agent.failures).hasSizeGreaterThan(2);
            assertThat(spoken).doesNotContain(AgentLines.english(null).toHuman());
            assertThat(agent.entries).last().matches(entry -> entry.text().equals(MESSAGE));
            assertThat(agent.entries)
                    .filteredOn(entry -> entry.role() == Role.AGENT)
                    .noneMatch(entry -> entry.text().contains("leave a message"));
        }
    }
}
