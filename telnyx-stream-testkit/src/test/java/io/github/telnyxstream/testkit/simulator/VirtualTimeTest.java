package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.DtmfEvent;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Engine and simulator on one clock that the test moves. */
class VirtualTimeTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_STEPS = 400;

    private final VirtualBench bench = new VirtualBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    private static AudioSource beep(int millis) {
        return AudioSource.pcm(8000, ToneGenerator.of(1000, 8000, -20).beep(Duration.ofMillis(millis)));
    }

    private SimulatedCall wholeCall() throws Exception {
        SimulatedCall call = placeWholeCall();
        assertThat(call.awaitEnd(HOUR)).contains("normal_clearing");
        return call;
    }

    private SimulatedCall placeWholeCall() {
        bench.application.set(new StreamListener() {
            @Override
            public void onStart(StreamSession session, StartEvent event) {
                session.play(beep(300));
            }
        });
        return bench.telnyx.placeCall(Caller.builder()
                .awaitBeep(Duration.ofSeconds(5))
                .speak(Speech.babble(2000, 1))
                .press("#")
                .hangUp()
                .build());
    }

    @Test
    void playsAWholeCallWithoutLosingAFrame() throws Exception {
        SimulatedCall call = wholeCall();

        assertThat(bench.listener.pcm()).isEqualTo(call.sent());
        assertThat(bench.listener.events()).anyMatch(DtmfEvent.class::isInstance);
        assertThat(call.playback().orElseThrow().underruns()).isZero();
        assertThat(bench.clock.nanoTime()).isLessThan(Duration.ofSeconds(4).toNanos());
    }

    @Test
    void livesThroughAnHourOfACallFrameByFrame() throws Exception {
        bench.application.set(new StreamListener() {
            @Override
            public void onMedia(StreamSession session, MediaFrame frame) {
                session.send(frame);
            }
        });
        Caller caller = Caller.builder()
                .pause(HOUR)
                .hangUp()
                .patience(HOUR.multipliedBy(2))
                .build();

        SimulatedCall call = bench.telnyx.placeCall(caller);

        assertThat(call.awaitEnd(HOUR.multipliedBy(2))).contains("normal_clearing");
        assertThat(bench.listener.frames()).hasSizeBetween(179_990, 180_010);
        assertThat(call.playback().orElseThrow().underruns()).isZero();
        assertThat(call.playback().orElseThrow().messages()).isGreaterThan(179_000);
    }

    /** Or hundreds of calls for hours would not find room. */
    @Test
    void keepsOfALongCallWhatMattersWhereToldToKeepLittle() throws Exception {
        Caller.Builder talker = Caller.builder().patience(HOUR);
        for (int i = 0; i < 1500; i++) {
            talker.say("Yes").pause(Duration.ofMillis(100));
        }
        try (VirtualBench fresh = new VirtualBench(settings -> settings.keepAudio(Duration.ofSeconds(1)))) {
            SimulatedCall call = fresh.telnyx.placeCall(talker.hangUp().build());
            assertThat(call.awaitEnd(HOUR)).contains("normal_clearing");

            assertThat(call.events()).hasSizeBetween(1000, 1020);
            assertThat(call.events()).anyMatch(event -> event.kind() == SimulatorEvent.Kind.CALL_ENDED);
        }
    }

    /**
     * A whole call takes far less than 200 ms where the machine has nothing else to do. How long it takes is told; what is held is
     * what makes it so: how many moments of the clock the engine and the simulator need for it.
     */
    @Test
    void playsAWholeCallInFewSteps(TestReporter reporter) throws Exception {
        int calls = 20;
        long[] millis = new long[calls];
        int steps = 0;
        long talked = bench.clock.nanoTime();
        for (int i = 0; i < calls; i++) {
            long before = System.nanoTime();
            SimulatedCall call = placeWholeCall();
            int[] moments = new int[1];
            assertThat(bench.clock.advanceUntil(
                            () -> {
                                moments[0]++;
                                return isOver(call);
                            },
                            HOUR))
                    .isTrue();
            millis[i] = Duration.ofNanos(System.nanoTime() - before).toMillis();
            steps = Math.max(steps, moments[0]);
        }
        Arrays.sort(millis);
        Duration each = Duration.ofNanos((bench.clock.nanoTime() - talked) / calls);

        reporter.publishEntry(
                "a call of " + each.toMillis() + " ms", "median " + millis[calls / 2] + " ms, " + steps + " steps");
        assertThat(each).isBetween(Duration.ofMillis(2500), Duration.ofMillis(4000));
        assertThat(steps).isLessThan(MOST_STEPS);
    }

    private static boolean isOver(SimulatedCall call) {
        return call.events().stream().anyMatch(event -> event.kind() == SimulatorEvent.Kind.CALL_ENDED);
    }

    @Test
    void givesTheSameRunForTheSameSeed() throws Exception {
        assertThat(fingerprint()).isEqualTo(fingerprint()).isNotEmpty();
    }

    /** All that happened in a call, with its times, ids and audio. */
    private static String fingerprint() throws Exception {
        try (VirtualBench fresh = new VirtualBench()) {
            fresh.application.set(new StreamListener() {
                @Override
                public void onStart(StreamSession session, StartEvent event) {
                    session.play(beep(300));
                }
            });
            SimulatedCall call = fresh.telnyx.placeCall(Caller.builder()
                    .awaitBeep(Duration.ofSeconds(5))
                    .press("12")
                    .hangUp()
                    .build());
            assertThat(call.awaitEnd(HOUR)).isPresent();
            // webhooks go over real sockets: what happens at one instant is in no order
            List<String> events = call.events().stream()
                    .map(SimulatorEvent::toString)
                    .sorted()
                    .toList();
            // how long an answer took is real time, and no part of the run
            List<String> webhooks = call.webhooks().stream()
                    .map(sent -> sent.eventType() + " " + sent.attempt() + " " + sent.status())
                    .toList();
            return events + webhooks.toString() + Arrays.hashCode(call.sent()) + Arrays.hashCode(call.heard());
        }
    }

    /** Ids are drawn when something happens, and how calls interleave depends on the machine. */
    @Test
    void givesEachCallTheSameIdsHoweverCallsInterleave() throws Exception {
        assertThat(twoCalls(true)).isEqualTo(twoCalls(false));
    }

    private static List<String> twoCalls(boolean isFirstAnsweredBeforeTheSecondRings) throws Exception {
        Caller caller = Caller.builder().pause(Duration.ofSeconds(1)).hangUp().build();
        try (VirtualBench fresh = new VirtualBench()) {
            SimulatedCall first = fresh.telnyx.placeCall(caller);
            if (isFirstAnsweredBeforeTheSecondRings) {
                assertThat(first.await(SimulatorEvent.Kind.STREAM_STARTED, HOUR))
                        .isTrue();
            }
            SimulatedCall second = fresh.telnyx.placeCall(caller);
            for (SimulatedCall call : List.of(first, second)) {
                assertThat(call.awaitEnd(HOUR)).isPresent();
            }
            return List.of(
                    first.callControlId(),
                    second.callControlId(),
                    Arrays.toString(first.sent()),
                    Arrays.toString(second.sent()));
        }
    }

    @Test
    void anAssertionInAnObserverHarmsNoCallAndIsThrownByClose() throws Exception {
        try (TelnyxSimulator other = TelnyxSimulator.builder()
                .clock(bench.clock)
                .webhookUrl(bench.webhookUrl().resolve("/nowhere"))
                .observer(event -> {
                    throw new AssertionError("expected something else than " + event.kind());
                })
                .start()) {
            SimulatedCall call = other.placeCall(
                    Caller.builder().ringing(Duration.ofSeconds(3)).build());
            assertThat(call.awaitEnd(HOUR)).contains("originator_cancel");
            assertThatThrownBy(other::close).isInstanceOf(AssertionError.class).hasMessageContaining("CALL_PLACED");
        }
    }
}
