package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the library itself takes of a turn, and whether two hundred agents at once keep talking, in real time, with stand-ins that
 * answer at once. Callers, the simulated Telnyx and the agents share the machine. Run by {@code -Pheavy}, on a machine that does
 * nothing else.
 */
@Tag("heavy")
@TelnyxTest
class ManyAgentsTest {
    private static final int AGENTS = 200;
    private static final int TURNS = 3;
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration FIRST_SECOND = Duration.ofSeconds(1);
    private static final String ANSWER = "We are open every day from nine to five. Is there anything else?";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;

    ManyAgentsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment) {
        this.telnyx = telnyx;
        this.environment = environment;
    }

    @Test
    void keepTalkingAndTakeLittleOfATurn() throws Exception {
        String[] words = {"When are you open?", "And on Sunday?", "Thank you."};
        ExecutorService threads = Executors.newCachedThreadPool();
        try (AgentOnACall agent = new AgentOnACall(
                telnyx,
                environment,
                StreamClock.system(),
                threads,
                VoiceAgents.builder(hears(words), new Scripted(request -> ANSWER), speaks())
                        .lines(AgentLines.english(ANSWER)),
                more -> more)) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < AGENTS; i++) {
                Caller.Builder caller = Caller.builder().pause(Duration.ofMillis(20L * i));
                for (int turn = 0; turn < TURNS; turn++) {
                    caller.awaitHeard(LONG).speak(Voice.lasting(900));
                }
                calls.add(telnyx.placeCall(caller.awaitHeard(LONG).hangUp().build()));
            }
            for (SimulatedCall call : calls) {
                call.awaitEnd(LONG);
            }

            List<Duration> own = agent.turns.stream()
                    .filter(turn -> turn.firstSent() != null && turn.endOfTurn() != null)
                    .map(turn -> turn.firstSent().minus(turn.endOfTurn()))
                    .sorted()
                    .toList();
            long underruns = calls.stream().mapToLong(ManyAgentsTest::underruns).sum();
            System.out.printf(
                    "%d agents, %d turns: end of turn to first frame, median %s, p95 %s; underruns after the first second %d%n",
                    AGENTS, own.size(), own.get(own.size() / 2), own.get(own.size() * 95 / 100), underruns);
            assertThat(own).hasSize(AGENTS * TURNS);
            assertThat(own.get(own.size() * 95 / 100)).isLessThanOrEqualTo(Duration.ofMillis(30));
            assertThat(underruns).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static long underruns(SimulatedCall call) {
        Duration answered = call.events().stream()
                .filter(event -> event.kind() == Kind.STREAM_STARTED)
                .map(event -> event.sinceStart())
                .findFirst()
                .orElse(Duration.ZERO);
        return call.events().stream()
                .filter(event -> event.kind() == Kind.UNDERRUN)
                .filter(event -> event.sinceStart().compareTo(answered.plus(FIRST_SECOND)) > 0)
                .count();
    }
}
