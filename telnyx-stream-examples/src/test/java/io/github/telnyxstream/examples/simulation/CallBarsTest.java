package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bar for many calls on a narrow terminal. */
class CallBarsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static void tell(CallBars bars, Kind kind, int times) {
        for (int i = 0; i < times; i++) {
            bars.event(new SimulatorEvent(Instant.EPOCH, Duration.ZERO, "v3:call", kind, ""));
        }
    }

    private CallBars bars(int total) {
        return new CallBars(new PrintStream(out, true, StandardCharsets.UTF_8), true, total);
    }

    @ParameterizedTest
    @CsvSource({"2,1,0,0", "50,30,10,0", "600,600,400,999", "9999,9999,5000,999", "10000,10000,5000,5000"})
    void isNarrowerThanFortyColumns(int total, int placed, int ended, int failed) {
        CallBars bars = bars(total);
        tell(bars, Kind.CALL_PLACED, placed);
        tell(bars, Kind.CALL_ENDED, ended);
        tell(bars, Kind.WEBHOOK_FAILED, failed);

        assertThat(bars.line())
                .hasSizeLessThan(40)
                .startsWith("[")
                .contains(ended + "/" + total + " done, " + (placed - ended) + " up");
    }

    @Test
    void isFullWhenAllCallsAreOver() {
        CallBars bars = bars(3);
        tell(bars, Kind.CALL_PLACED, 3);
        tell(bars, Kind.CALL_ENDED, 3);

        assertThat(bars.line()).isEqualTo("[##############] 3/3 done, 0 up");
    }

    @Test
    void tellsOnceASecondAlsoWhenNothingHappens() {
        AtomicLong nanos = new AtomicLong();
        CallBars bars = new CallBars(new PrintStream(out, true, StandardCharsets.UTF_8), false, 3, nanos::get);
        for (int tenths = 0; tenths < 35; tenths++) {
            bars.look();
            nanos.addAndGet(100_000_000);
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .containsOnly("[..............] 0/3 done, 0 up");
    }
}
