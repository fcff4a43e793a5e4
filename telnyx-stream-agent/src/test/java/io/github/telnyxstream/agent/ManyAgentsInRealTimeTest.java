package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hundred agents on the machine's own time, beside the simulator that calls them. Proves that nobody is answered with
 * another's words; how long everything took it only prints, since that is a property of the machine.
 */
@Tag("heavy")
@TelnyxTest
class ManyAgentsInRealTimeTest {
    private static final int CALLERS = 200;
    private static final int TURNS = 5;
    private static final Duration LONG = Duration.ofMinutes(2);

    @Test
    void answersTwoHundredCallersAtOnce(TelnyxSimulator telnyx, TelnyxEnvironment environment) throws Exception {
        NumberedServices services = new NumberedServices();
        VoiceAgents.Builder agents =
                VoiceAgents.builder(services.recognizer(), services.responder(), NumberedServices.synthesizer());
        ExecutorService threads = Executors.newCachedThreadPool();
        try (AgentOnACall agent = new AgentOnACall(
                telnyx,
                environment,
                StreamClock.system(),
                threads,
                agents,
                more -> more.lines(AgentLines.english("Who is there?")))) {
            List<SimulatedCall> calls = new ArrayList<>();
            Random random = new Random(3);
            for (int i = 0; i < CALLERS; i++) {
                calls.add(telnyx.placeCall(caller(random)));
            }
            for (SimulatedCall call : calls) {
                call.awaitEnd(LONG);
            }
            tell(agent, calls);
            assertThat(calls)
                    .allSatisfy(call -> assertThatCall(call).wasAnswered().endedBy("caller"));
            assertThat(services.mixedUp).isEmpty();
            assertThat(agent.failures).isEmpty();
            assertThat(services.opened).hasValue(CALLERS);
        } finally {
            threads.shutdown();
        }
    }

    /** Callers who call at once, and who do not all breathe at the same moment afterwards. */
    private static Caller caller(Random random) {
        Caller.Builder caller = Caller.builder().awaitHeard(LONG).pause(Duration.ofMillis(random.nextInt(2000)));
        for (int i = 0; i < TURNS; i++) {
            caller.pause(Duration.ofMillis(random.nextInt(500)))
                    .speak(Voice.lasting(800))
                    .awaitHeard(LONG);
        }
        return caller.hangUp().build();
    }

    private static void tell(AgentOnACall agent, List<SimulatedCall> calls) {
        List<Duration> inside = new ArrayList<>();
        for (TurnReport turn : agent.turns) {
            inside.add(turn.firstSent().minus(turn.endOfTurn()));
        }
        List<Duration> outside = new ArrayList<>();
        int underruns = 0;
        int later = 0;
        for (SimulatedCall call : calls) {
            Waits.of(call).forEach(wait -> outside.add(wait.minus(ManyAgentsTest.WAIT)));
            Duration begun = sinceAnswer(call);
            for (SimulatorEvent event : call.events()) {
                if (event.kind() == Kind.UNDERRUN) {
                    underruns++;
                    later += event.sinceStart().minus(begun).toMillis() > 1000 ? 1 : 0;
                }
            }
        }
        System.out.printf(
                "%d agents, %d turns: end of turn to first frame sent: median %.1f ms, p95 %.1f ms%n"
                        + "what the caller waited beyond the detector's pause: median %.0f ms, p95 %.0f ms; underruns: %d, %d of them after a call's first second%n",
                calls.size(),
                inside.size(),
                millis(inside, 50),
                millis(inside, 95),
                millis(outside, 50),
                millis(outside, 95),
                underruns,
                later);
    }

    private static Duration sinceAnswer(SimulatedCall call) {
        return call.events().stream()
                .filter(event -> event.kind() == Kind.CALL_ANSWERED)
                .map(SimulatorEvent::sinceStart)
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private static double millis(List<Duration> all, int percent) {
        return Waits.percentile(all, percent).toNanos() / 1e6;
    }
}
