package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What an agent of one service that does it all may do at most. */
@TelnyxTest(virtualTime = true)
class SpeechToSpeechLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final String GREETING = "Hello, how can I help you?";
    private static final String LONG_ANSWER =
            "We are open every day. From Monday to Friday from nine to five, and on Saturday from ten to two. "
                    + "On Sunday we are closed. Is there anything else that I can do for you today?";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    SpeechToSpeechLimitsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall agent(SpeechToSpeech service, UnaryOperator<VoiceAgents.Builder> more) throws Exception {
        VoiceAgents.Builder agents = VoiceAgents.builder(service).lines(AgentLines.english(GREETING));
        return new AgentOnACall(telnyx, environment, clock, agents, more);
    }

    private SimulatedCall call(Caller caller) throws InterruptedException {
        SimulatedCall call = telnyx.placeCall(caller);
        call.awaitEnd(LONG);
        clock.settle();
        return call;
    }

    @Test
    void endsAnAnswerThatIsTooLong() throws Exception {
        StandInSpeech service = StandInSpeech.answering("Tell me.", LONG_ANSWER);
        AgentLimits few = new AgentLimits(Duration.ofMinutes(5), 5, 100, 60, 2, 2, Set.of(), null, "");
        try (AgentOnACall agent = agent(service, more -> more.limits(few))) {
            call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Tell me."))
                    .awaitHeard(LONG)
                    .hangUp()
                    .build());

            String answer = agent.entries.get(2).text();
            assertThat(LONG_ANSWER).startsWith(answer);
            assertThat(answer).hasSizeBetween(55, 66);
            assertThat(service.cuts).isNotEmpty();
        }
    }

    @Test
    void saysGoodbyeWhenTheBudgetIsSpent() throws Exception {
        StandInSpeech service = new StandInSpeech(
                (talk, sink) -> {
                    sink.cost(100);
                    StandInSpeech.speak("Yes.", sink);
                    return true;
                },
                "One.",
                "Two.");
        AgentLimits cheap = AgentLimits.defaults().budget(Duration.ofMinutes(5), 20, 50);
        try (AgentOnACall agent = agent(service, more -> more.limits(cheap))) {
            SimulatedCall call = call(Caller.builder()
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number one."))
                    .awaitHeard(LONG)
                    .speak(Voice.saying("Number two."))
                    .pause(LONG)
                    .build());

            assertThatCall(call).endedBy("callee");
            assertThat(service.lines)
                    .endsWith("aside " + AgentLines.english(null).goodbye());
            assertThat(agent.entries.stream().filter(entry -> entry.text().equals("Yes.")))
                    .hasSize(1);
        }
    }
}
