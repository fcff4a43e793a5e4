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

    private final VirtualBench bench = new VirtualBench();

    @AfterEach
    void stop() {
        bench.close();
    }

    private static AudioSource beep(int millis) {
        return AudioSource.pcm(8000, ToneGenerator.of(1000, 8000, -20).beep(Duration.ofMillis(millis)));
    }

    private SimulatedCall wholeCall() throws Exception {
        bench.application.set(new StreamListener() {
            @Override
            public void onStart(StreamSession session, StartEvent event) {
                session.play(beep(300));
            }
        });
        SimulatedCall call = bench.telnyx.placeCall(Caller.builder()
                .awaitBeep(Duration.ofSeconds(5))
                .speak(Speech.babble(2000, 1))
                .press("#")
                .hangUp()
                .build());
        assertThat(call.awaitEnd(HOUR)).contains("normal_clearing");
        return call;
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

    /** What it takes is told; it is less processor time than the call lasts, however busy the machine is with other things. */
    @Test
    void playsAWholeCallInAFractionOfItsTime(TestReporter reporter) throws Exception {
        int calls = 20;
        Duration before = processorTime();
        for (int i = 0; i < calls; i++) {
            assertThat(wholeCall().events()).isNotEmpty();
        }
        Duration took = processorTime().minus(before);
        Duration talked = Duration.ofNanos(bench.clock.nanoTime());

        reporter.publishEntry(
                "a call of " + talked.dividedBy(calls).toMillis() + " ms took",
                took.dividedBy(calls).toMillis() + " ms");
        assertThat(took).isLessThan(talked);
    }

    /** Of this JVM; nothing where the system does not tell. */
    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
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
            return events + call.webhooks().toString() + Arrays.hashCode(call.sent()) + Arrays.hashCode(call.heard());
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
