package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TalkingOnTest {
    private static SimulatorEvent at(long millis, Kind kind) {
        return new SimulatorEvent(Instant.EPOCH.plusMillis(millis), Duration.ofMillis(millis), "v3:x", kind, "");
    }

    @Test
    void countsToTheSilence() {
        assertThat(TalkingOn.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(2700, Kind.CALLER_HEARS_SILENCE),
                        at(4000, Kind.CALLER_SPOKE),
                        at(5000, Kind.CALLER_HEARS),
                        at(6000, Kind.CALL_ENDED))))
                .containsExactly(Duration.ofMillis(500));
    }

    @Test
    void takesAPauseBetweenTwoSentencesForNoSilence() {
        assertThat(TalkingOn.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(2700, Kind.CALLER_HEARS_SILENCE),
                        at(2900, Kind.CALLER_HEARS),
                        at(3500, Kind.CALLER_SPOKE),
                        at(5200, Kind.CALLER_HEARS_SILENCE),
                        at(6000, Kind.CALL_ENDED))))
                .containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void countsToTheEndOfTheCallWhereNoSilenceCame() {
        assertThat(TalkingOn.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(3000, Kind.CALLER_SPOKE),
                        at(9000, Kind.CALL_ENDED))))
                .containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void knowsThatNobodyIsInterruptedInASilence() {
        assertThat(TalkingOn.in(List.of(
                        at(1000, Kind.CALLER_HEARS),
                        at(2000, Kind.CALLER_SPEAKS),
                        at(2180, Kind.CALLER_HEARS_SILENCE),
                        at(3000, Kind.CALLER_SPOKE))))
                .isEmpty();
    }
}
