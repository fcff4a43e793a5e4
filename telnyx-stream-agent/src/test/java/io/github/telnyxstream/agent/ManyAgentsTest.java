package io.github.telnyxstream.agent;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.observation.Sound;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many callers at once, of whom nobody may hear anything of another. */
@TelnyxTest(virtualTime = true)
class ManyAgentsTest {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int TURNS = 3;
    /** From the last frame of {@code Voice.lasting(800)} to the first of the answer: what the turn detector waits, and framing. */
    static final Duration WAIT = Duration.ofSeconds(1);

    private static final String GREETING = "Who is there?";

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    ManyAgentsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    @Test
    void answersTenCallersAtOnceEachWithTheirOwn() throws Exception {
        answersAtOnce(10);
    }

    @Test
    @Tag("thorough")
    void answersTwoHundredCallersAtOnceEachWithTheirOwn() throws Exception {
        answersAtOnce(200);
    }

    /** What was said on each call. */
    private static final class PerCall implements AgentObserver {
        final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();
        final Map<String, Integer> ends = new ConcurrentHashMap<>();
        final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();
        final List<BargeInPolicy.Decision> sounds = new CopyOnWriteArrayList<>();

        @Override
        public void onEntry(@Nullable String callControlId, Entry entry) {
            entries.computeIfAbsent(String.valueOf(callControlId), id -> new CopyOnWriteArrayList<>())
                    .add(entry);
        }

        @Override
        public void onEnd(@Nullable String callControlId, Conversation conversation) {
            ends.merge(String.valueOf(callControlId), 1, Integer::sum);
        }

        @Override
        public void onFailure(@Nullable String callControlId, ServiceFailure failure) {
            failures.add(failure);
        }

        @Override
        public void onBargeIn(@Nullable String callControlId, BargeInPolicy.Decision decision) {
            sounds.add(decision);
        }
    }

    private void answersAtOnce(int callers) throws Exception {
        NumberedServices services = new NumberedServices();
        PerCall told = new PerCall();
        VoiceAgents.Builder agents =
                VoiceAgents.builder(services.recognizer(), services.responder(), NumberedServices.synthesizer());
        try (AgentOnACall agent = new AgentOnACall(
                telnyx, environment, clock, agents, more -> more.observer(told).lines(AgentLines.english(GREETING)))) {
            List<SimulatedCall> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(telnyx.placeCall(caller()));
            }
            for (SimulatedCall call : calls) {
                call.awaitEnd(LONG);
            }
            clock.settle();

            Set<Integer> numbers = new HashSet<>();
            for (SimulatedCall call : calls) {
                numbers.add(heardOnlyTheirOwn(call, told.entries.get(call.callControlId())));
                assertThatCall(call).wasFreeOfViolations().wasFreeOfUnderruns();
                assertThat(Waits.of(call)).hasSize(TURNS).containsOnly(WAIT);
            }
            assertThat(numbers).as("everybody is somebody else").hasSize(callers);
            assertThat(services.mixedUp).isEmpty();
            assertThat(told.failures).isEmpty();
            assertThat(told.sounds).isEmpty();
            givesEverythingBack(callers, services, told, agent);
        }
    }

    private static Caller caller() {
        Caller.Builder caller = Caller.builder().awaitHeard(LONG);
        for (int i = 0; i < TURNS; i++) {
            caller.speak(Voice.lasting(800)).awaitHeard(LONG);
        }
        return caller.hangUp().build();
    }

    /** The number of the one who called. */
    private static int heardOnlyTheirOwn(SimulatedCall call, List<Entry> entries) {
        assertThat(entries).hasSize(1 + 2 * TURNS);
        int number = NumberedServices.numberIn(entries.get(1).text());
        List<String> wanted = new ArrayList<>(List.of("AGENT: " + GREETING));
        for (int i = 0; i < TURNS; i++) {
            wanted.add("CALLER: I am number " + number + ".");
            wanted.add(
                    "AGENT: You are number " + number + ", I hear. There is more for number " + number + " to hear.");
        }
        assertThat(entries)
                .extracting(entry -> entry.role() + ": " + entry.text())
                .isEqualTo(wanted);
        List<Sound.Section> sections = call.sound().sections();
        assertThat(sections).hasSize(1 + TURNS);
        for (Sound.Section answer : sections.subList(1, sections.size())) {
            assertThat(answer.length()).isBetween(Duration.ofMillis(1900), Duration.ofMillis(2100));
            // a second within the first sentence and the second one: a seam of theirs turns the tone's phase
            assertThat(shareOf(number, call, answer, 100)).isGreaterThan(0.9);
            assertThat(shareOf(number, call, answer, 1100)).isGreaterThan(0.9);
        }
        return number;
    }

    private static double shareOf(int number, SimulatedCall call, Sound.Section answer, int fromMillis) {
        Duration from = answer.from().plusMillis(fromMillis);
        return NumberedServices.shareOf(
                number, call.sound().part(from, from.plusMillis(800)).pcm());
    }

    private void givesEverythingBack(int callers, NumberedServices services, PerCall told, AgentOnACall agent) {
        assertThat(services.opened).hasValue(callers);
        assertThat(services.closed).hasValue(callers);
        assertThat(services.ended).hasValue(callers);
        assertThat(told.ends.values()).hasSize(callers).containsOnly(1);
        assertThat(agent.openSessions()).isZero();
        int asked = services.asked.get();
        assertThat(asked).isEqualTo(TURNS * callers);
        // no timer of a call that is over wakes anybody up
        clock.advance(Duration.ofHours(1));
        assertThat(services.asked).hasValue(asked);
        assertThat(services.opened).hasValue(callers);
        assertThat(told.failures).isEmpty();
    }
}
