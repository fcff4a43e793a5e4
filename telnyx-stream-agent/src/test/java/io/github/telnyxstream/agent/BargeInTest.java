package io.github.telnyxstream.agent;

import static io.github.telnyxstream.agent.StandInServices.hears;
import static io.github.telnyxstream.agent.StandInServices.speaks;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.StandInServices.Scripted;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A hundred interruptions by as many people, and sounds that are none. */
@TelnyxTest(virtualTime = true)
class BargeInTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String STORY = "There was a time when nobody had a telephone. ".repeat(40);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    BargeInTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    private AgentOnACall storyTeller(String... heard) throws Exception {
        Scripted responder = new Scripted(request -> STORY);
        return new AgentOnACall(
                telnyx,
                environment,
                clock,
                VoiceAgents.builder(hears(heard), responder, speaks()).lines(AgentLines.english(STORY)),
                more -> more);
    }

    @Test
    void isSilentWithin200MillisOfTheFirstSyllableInTheMedian() throws Exception {
        interrupt(20);
    }

    @Test
    @Tag("thorough")
    void isSilentSoInAHundredInterruptions() throws Exception {
        interrupt(100);
    }

    private void interrupt(int times) throws Exception {
        String[] words = new String[times];
        java.util.Arrays.fill(words, "Please stop telling me that.");
        try (AgentOnACall agent = storyTeller(words)) {
            Random random = new Random(5);
            Caller.Builder caller = Caller.builder();
            for (int i = 0; i < times; i++) {
                caller.interruptAfter(Duration.ofMillis(700 + random.nextInt(1500)), LONG)
                        .speak(Voice.somebody(random, 900 + random.nextInt(900)));
            }
            SimulatedCall call = telnyx.placeCall(caller.hangUp().build());
            call.awaitEnd(Duration.ofMinutes(30));
            clock.settle();

            List<Duration> silences = new ArrayList<>(call.bargeIns());
            silences.sort(null);
            System.out.printf(
                    "first syllable to silence: shortest %s, median %s, p95 %s, longest %s%n",
                    silences.get(0), silences.get(times / 2), silences.get(times * 95 / 100), silences.get(times - 1));
            assertThat(silences).hasSize(times);
            assertThat(silences.stream().distinct()).as("not alike").hasSizeGreaterThan(3);
            assertThat(silences.get(times / 2)).isLessThanOrEqualTo(Duration.ofMillis(200));
            assertThat(silences.get(times * 95 / 100)).isLessThanOrEqualTo(Duration.ofMillis(300));
            assertThat(agent.sounds).hasSize(times).containsOnly(Decision.INTERRUPT);
        }
    }

    @Test
    void givesNothingUpForBreathsKnocksAndShortSounds() throws Exception {
        try (AgentOnACall agent = storyTeller()) {
            Random random = new Random(6);
            Caller.Builder caller = Caller.builder();
            int sounds = 24;
            for (int i = 0; i < sounds; i++) {
                caller.interruptAfter(Duration.ofMillis(1500), LONG).speak(sound(i, random));
            }
            SimulatedCall call =
                    telnyx.placeCall(caller.awaitHeard(LONG).hangUp().build());
            call.awaitEnd(Duration.ofMinutes(30));
            clock.settle();

            // only what had a pitch was taken for a voice at all, and it was taken back
            assertThat(agent.sounds)
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(sounds / 3)
                    .containsOnly(Decision.IGNORE);
            assertThat(agent.entries.get(0).text()).isEqualTo(STORY.strip());
            assertThat(agent.entries.get(0).wasInterrupted()).isFalse();
        }
    }

    /** A breath, a knock, or an "mhm". */
    private static short[] sound(int kind, Random random) {
        return switch (kind % 3) {
            case 0 -> shaped(400 + random.nextInt(400), 400, random);
            case 1 -> knock(random);
            default -> Voice.lasting(200 + random.nextInt(60));
        };
    }

    private static short[] shaped(int millis, double level, Random random) {
        short[] pcm = new short[millis * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * level * Math.sin(Math.PI * i / pcm.length));
        }
        return pcm;
    }

    private static short[] knock(Random random) {
        short[] pcm = new short[8 * 120];
        double hertz = 80 + random.nextInt(120);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (9000 * Math.exp(-i / 120.0) * Math.sin(2 * Math.PI * hertz * i / 8000));
        }
        return pcm;
    }
}
