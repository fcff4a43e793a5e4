package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long an application talks on when it is interrupted; silence is told 200 ms after it began. */
class BargeInsTest {

    private static SimulatorEvent at(long millis, Kind kind) {
        return new SimulatorEvent(Instant.EPOCH.plusMillis(millis), Duration.ofMillis(millis), "v3:x", kind, "");
    }

    @Test
    void countsFromTheFirstWordToSilence() {
        assertThat(BargeIns.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(2700, Kind.CALLER_HEARS_SILENCE))))
                .containsExactly(Duration.ofMillis(500));
    }

    @Test
    void knowsThatNobodyIsInterruptedInASilenceNotYetNoticed() {
        assertThat(BargeIns.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(2180, Kind.CALLER_HEARS_SILENCE))))
                .isEmpty();
    }

    @Test
    void countsToTheEndOfTheCallWhereNoSilenceCame() {
        assertThat(BargeIns.in(
                        List.of(at(1000, Kind.CALLER_HEARS), at(2000, Kind.CALLER_SPEAKS), at(9000, Kind.CALL_ENDED))))
                .containsExactly(Duration.ofSeconds(7));
    }
}
