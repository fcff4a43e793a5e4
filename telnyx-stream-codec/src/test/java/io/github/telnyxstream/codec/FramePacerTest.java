package io.github.telnyxstream.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePacerTest {
    private static final Duration PTIME = Duration.ofMillis(20);
    private static final Duration LEAD = Duration.ofMillis(160);
    private static final long MILLI = 1_000_000;

    private static long millis(long count) {
        return count * MILLI;
    }

    /** Starts of the clock: usual, negative, and so that it wraps around within a minute. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, 123_456_789_012_345L, Long.MAX_VALUE - 30_000_000_000L})
    void doesNotDriftInTenMinutesOfJitteryWakeUps(long start) {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        Random random = new Random(42);
        long sent = 0;
        long elapsed = 0;
        while (elapsed < millis(600_000)) {
            long now = start + elapsed;
            int due = pacer.framesDue(now);
            pacer.advance(due, now);
            sent += due;
            assertThat(sent).isEqualTo((elapsed + LEAD.toNanos()) / PTIME.toNanos() + 1);
            assertThat(pacer.aheadNanos(now)).isBetween(millis(160) - 1, millis(180));
            elapsed += 1 + (long) (random.nextDouble() * 35 * MILLI);
        }

        assertThat(pacer.rebases()).isZero();
        assertThat(pacer.playedOutNanos() - start).isEqualTo(sent * PTIME.toNanos());
    }

    @Test
    void sendsTheLeadAndTheFrameThatPlaysNowAtTheStart() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);

        assertThat(pacer.isFresh()).isTrue();
        assertThat(pacer.aheadNanos(millis(5))).isZero();
        assertThat(pacer.nextDueNanos(millis(5))).isEqualTo(millis(5));
        assertThat(pacer.framesDue(millis(5))).isEqualTo(9);

        pacer.advance(9, millis(5));

        assertThat(pacer.framesDue(millis(5))).isZero();
        assertThat(pacer.nextDueNanos()).isEqualTo(millis(25));
        assertThat(pacer.nextDueNanos(millis(6))).isEqualTo(millis(25));
        assertThat(pacer.framesDue(millis(25) - 1)).isZero();
        assertThat(pacer.framesDue(millis(25))).isEqualTo(1);
        assertThat(pacer.playedOutNanos()).isEqualTo(millis(185));
    }

    @Test
    void catchesUpAStallWithinTheLeadOnTheSameTimeline() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        pacer.advance(9, 0);

        assertThat(pacer.framesDue(millis(150))).isEqualTo(7);
        pacer.advance(7, millis(150));

        assertThat(pacer.nextDueNanos()).isEqualTo(millis(160));
        assertThat(pacer.rebases()).isZero();
        assertThat(pacer.underruns()).isZero();
    }

    @Test
    void keepsItsTimelineUntilTheFarEndIsPastItsLastSample() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        pacer.advance(9, 0);

        assertThat(pacer.framesDue(millis(180))).isEqualTo(9);
        pacer.advance(1, millis(180));
        assertThat(pacer.rebases()).isZero();

        assertThat(pacer.framesDue(millis(200) + 1)).isEqualTo(9);
        pacer.advance(1, millis(200) + 1);
        assertThat(pacer.rebases()).isEqualTo(1);
        assertThat(pacer.playedOutNanos()).isEqualTo(millis(220) + 1);
    }

    @Test
    void doesNotBurstBeyondTheLeadAfterALongStall() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        pacer.advance(9, 0);
        long late = Duration.ofDays(40).toNanos();

        assertThat(pacer.framesDue(late)).isEqualTo(9);
        pacer.advance(9, late);

        assertThat(pacer.framesDue(late)).isZero();
        assertThat(pacer.underruns()).isEqualTo(1);
        assertThat(pacer.rebases()).isEqualTo(1);
        assertThat(pacer.playedOutNanos()).isEqualTo(late + millis(180));
    }

    @Test
    void isNeverMoreThanLeadAndOneFrameAheadWhateverTheStalls() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        Random random = new Random(7);
        long now = Long.MAX_VALUE - millis(1000);
        for (int i = 0; i < 100_000; i++) {
            int due = pacer.framesDue(now);
            assertThat(due).isBetween(0, 9);
            pacer.advance(random.nextInt(due + 1), now);
            assertThat(pacer.aheadNanos(now)).isBetween(0L, millis(180));
            now += random.nextInt(20) == 0 ? millis(random.nextInt(2000)) : random.nextInt(30_000_000);
        }
        assertThat(pacer.underruns()).isPositive();
    }

    @Test
    void spreadsCatchingUpWhenToldTo() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD, Duration.ofMillis(40));
        assertThat(pacer.framesDue(0)).as("the start is not bound").isEqualTo(9);
        pacer.advance(9, 0);

        assertThat(pacer.framesDue(millis(170))).isEqualTo(3);
        pacer.advance(3, millis(170));
        assertThat(pacer.framesDue(millis(180))).isZero();
        assertThat(pacer.nextDueNanos(millis(180))).isEqualTo(millis(190));
        assertThat(pacer.framesDue(millis(190))).isEqualTo(3);
        pacer.advance(3, millis(190));
        pacer.advance(pacer.framesDue(millis(210)), millis(210));
        assertThat(pacer.nextDueNanos()).as("the absolute timeline again").isLessThanOrEqualTo(millis(230));
        assertThat(pacer.framesDue(millis(1000))).as("after an underrun").isEqualTo(3);
    }

    @Test
    void doesNotFallBehindWithTheLeastCatchUp() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD, PTIME);
        Random random = new Random(3);
        long now = 0;
        for (int i = 0; i < 50_000; i++) {
            pacer.advance(pacer.framesDue(now), now);
            now += random.nextInt(19_000_000);
        }
        assertThat(pacer.rebases()).isZero();
        assertThat(pacer.aheadNanos(now)).isGreaterThan(millis(120));
    }

    @Test
    void callsSilenceAfterAnUtteranceNoUnderrun() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        pacer.advance(3, 0);
        pacer.endOfUtterance();
        pacer.advance(1, millis(500));
        assertThat(pacer.rebases()).isEqualTo(1);
        assertThat(pacer.underruns()).isZero();

        pacer.advance(1, millis(1000));
        assertThat(pacer.underruns()).as("the end was said once only").isEqualTo(1);
    }

    @Test
    void startsAfreshAfterAReset() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);
        pacer.advance(9, 0);

        pacer.reset();

        assertThat(pacer.isFresh()).isTrue();
        assertThat(pacer.aheadNanos(millis(10))).isZero();
        assertThat(pacer.framesDue(millis(10))).isEqualTo(9);
        pacer.advance(1, millis(10));
        assertThat(pacer.playedOutNanos()).isEqualTo(millis(30));
        assertThat(pacer.rebases()).isZero();
        assertThat(pacer.underruns()).isZero();
    }

    @Test
    void pacesOneFrameAtATimeWithoutALead() {
        FramePacer pacer = FramePacer.of(PTIME, Duration.ZERO);

        assertThat(pacer.framesDue(0)).isEqualTo(1);
        pacer.advance(1, 0);
        assertThat(pacer.framesDue(millis(20) - 1)).isZero();
        assertThat(pacer.framesDue(millis(20))).isEqualTo(1);
    }

    @Test
    void countsFramesThatWereNotDue() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);

        pacer.advance(50, 0);

        assertThat(pacer.framesDue(millis(800))).isZero();
        assertThat(pacer.nextDueNanos()).isEqualTo(millis(840));
        assertThat(pacer.aheadNanos(0)).isEqualTo(millis(1000));
    }

    @Test
    void doesNotStartWithNoFrames() {
        FramePacer pacer = FramePacer.of(PTIME, LEAD);

        pacer.advance(0, 0);

        assertThat(pacer.isFresh()).isTrue();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> FramePacer.of(Duration.ZERO, LEAD)).hasMessageContaining("ptime is PT0S");
        assertThatThrownBy(() -> FramePacer.of(PTIME, Duration.ofMillis(-1))).hasMessageContaining("lead");
        assertThatThrownBy(() -> FramePacer.of(PTIME, Duration.ofDays(1))).hasMessageContaining("lead is PT24H");
        assertThatThrownBy(() -> FramePacer.of(PTIME, LEAD, Duration.ZERO)).hasMessageContaining("maxCatchUp");
        assertThatThrownBy(() -> FramePacer.of(Duration.ofNanos(1), Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ptime is PT0.000000001S");
        assertThatThrownBy(() -> FramePacer.of(Duration.ofNanos(1), PTIME, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ptime is PT0.000000001S");
        assertThatThrownBy(() -> FramePacer.of(PTIME, null)).hasMessage("lead");
        assertThatThrownBy(() -> FramePacer.of(PTIME, LEAD).advance(-1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
