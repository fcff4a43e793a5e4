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
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An hour of an agent that talks, and of a caller who says nothing but is not silent: a quarter for each kind of sound. */
@Tag("thorough")
@TelnyxTest(virtualTime = true)
class FalseInterruptionsTest {
    private static final int SOUNDS = 150;
    private static final Duration APART = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final String STORY = "There was a time when nobody had a telephone. ".repeat(360);

    private final TelnyxSimulator telnyx;
    private final TelnyxEnvironment environment;
    private final ManualClock clock;

    FalseInterruptionsTest(TelnyxSimulator telnyx, TelnyxEnvironment environment, ManualClock clock) {
        this.telnyx = telnyx;
        this.environment = environment;
        this.clock = clock;
    }

    /** What a caller is heard to do without saying anything. */
    enum Sound {
        /** A burst of noise with a sharp beginning, once or twice. */
        COUGH,
        /** Noise that swells and fades. */
        BREATH,
        /** A few samples, and what the line makes of them. */
        CLICK,
        /** A voice for a quarter of a second. */
        MHM;

        short[] make(Random random) {
            return switch (this) {
                case COUGH -> cough(random);
                case BREATH -> breath(random);
                case CLICK -> click(random);
                case MHM -> Voice.lasting(180 + random.nextInt(170));
            };
        }
    }

    private static short[] cough(Random random) {
        int bursts = 1 + random.nextInt(2);
        short[] pcm = new short[bursts * 2800];
        double low = 0;
        for (int i = 0; i < pcm.length; i++) {
            double since = (i % 2800) / 8000.0;
            low += (0.3 + 0.4 * random.nextDouble()) * (random.nextGaussian() - low);
            pcm[i] = (short) Math.max(-32000, Math.min(32000, low * 6000 * Math.exp(-since * 12)));
        }
        return pcm;
    }

    private static short[] breath(Random random) {
        short[] pcm = new short[8 * (400 + random.nextInt(800))];
        double level = 300 + random.nextInt(500);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * level * Math.sin(Math.PI * i / pcm.length));
        }
        return pcm;
    }

    private static short[] click(Random random) {
        short[] pcm = new short[320];
        int at = random.nextInt(80);
        for (int i = at; i < pcm.length; i++) {
            double since = (i - at) / 8000.0;
            pcm[i] = (short) (12000 * Math.exp(-since * 400) * Math.cos(2 * Math.PI * 1500 * since));
        }
        return pcm;
    }

    @ParameterizedTest
    @EnumSource(Sound.class)
    void takesNoneOfItForAnInterruption(Sound kind) throws Exception {
        Random random = new Random(8);
        Caller.Builder caller = Caller.builder().patience(LONG).comfortNoise(-45);
        for (int i = 0; i < SOUNDS; i++) {
            caller.pause(APART.plusMillis(random.nextInt(1500))).speak(kind.make(random));
        }
        try (AgentOnACall agent = new AgentOnACall(
                telnyx,
                environment,
                clock,
                VoiceAgents.builder(hears(), new Scripted(request -> STORY), speaks())
                        .lines(AgentLines.english(STORY)),
                more -> more)) {
            SimulatedCall call = telnyx.placeCall(caller.hangUp().build());
            call.awaitEnd(LONG);
            clock.settle();

            List<Duration> pauses = pausesAfterSounds(call.events());
            System.out.printf(
                    "%s: %d sounds, held %d, given up %d, longest until it went on %s%n",
                    kind,
                    SOUNDS,
                    agent.sounds.size(),
                    agent.sounds.stream().filter(Decision.INTERRUPT::equals).count(),
                    pauses.stream().max(Duration::compareTo).orElse(Duration.ZERO));
            assertThat(agent.sounds).doesNotContain(Decision.INTERRUPT);
            assertThat(pauses).allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(500)));
            if (kind == Sound.MHM) {
                // otherwise there would be nothing to be seen here
                assertThat(agent.sounds).hasSizeGreaterThan(SOUNDS / 2);
                assertThat(pauses).isNotEmpty();
            } else {
                assertThat(agent.sounds).hasSizeLessThanOrEqualTo(SOUNDS / 10);
            }
        }
    }

    /** From the end of a sound until the agent is heard again, where it was silent then. */
    private static List<Duration> pausesAfterSounds(List<SimulatorEvent> events) {
        List<Duration> pauses = new ArrayList<>();
        boolean isHeard = false;
        Duration ended = null;
        for (SimulatorEvent event : events) {
            if (event.kind() == Kind.CALLER_HEARS) {
                isHeard = true;
                if (ended != null) {
                    pauses.add(event.sinceStart().minus(ended));
                    ended = null;
                }
            } else if (event.kind() == Kind.CALLER_HEARS_SILENCE) {
                isHeard = false;
            } else if (event.kind() == Kind.CALLER_SPOKE && !isHeard) {
                ended = event.sinceStart();
            }
        }
        return pauses;
    }
}
