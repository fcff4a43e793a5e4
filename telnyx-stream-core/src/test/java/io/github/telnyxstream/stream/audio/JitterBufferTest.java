package io.github.telnyxstream.stream.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterBufferTest {
    private static final int WINDOW = 5;

    private final List<String> out = new ArrayList<>();
    private final JitterBuffer<Long> buffer = new JitterBuffer<>(
            WINDOW, (chunk, lostBefore) -> out.add(chunk + (lostBefore == 0 ? "" : " after " + lostBefore)));

    private void offer(long... chunks) {
        for (long chunk : chunks) {
            buffer.offer(chunk, chunk);
        }
    }

    private static List<String> upTo(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(Long::toString).toList();
    }

    @Test
    void passesFramesInOrderAtOnce() {
        for (long chunk = 1; chunk <= 100; chunk++) {
            offer(chunk);
            assertThat(out).hasSize((int) chunk);
        }
        assertThat(buffer.isWaiting()).isFalse();
        assertThat(buffer.lost() + buffer.reordered() + buffer.duplicated() + buffer.late())
                .isZero();
    }

    /** Every order of six frames in which none overtakes more than the window holds. */
    @Test
    void restoresEveryPermutationWithinTheWindow() {
        List<List<Integer>> permutations = new ArrayList<>();
        permute(new ArrayList<>(List.of(2, 3, 4, 5, 6, 7)), 0, permutations);
        assertThat(permutations).hasSize(720);

        for (List<Integer> order : permutations) {
            List<Long> delivered = new ArrayList<>();
            JitterBuffer<Long> each = new JitterBuffer<>(WINDOW, (chunk, lost) -> delivered.add(chunk));
            each.offer(1, 1L);
            order.forEach(chunk -> each.offer(chunk, (long) chunk));
            each.offer(8, 8L);

            assertThat(delivered).as("%s", order).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(each.lost()).as("%s", order).isZero();
        }
    }

    private static void permute(List<Integer> items, int from, List<List<Integer>> out) {
        if (from == items.size()) {
            out.add(List.copyOf(items));
        }
        for (int k = from; k < items.size(); k++) {
            Collections.swap(items, from, k);
            permute(items, from + 1, out);
            Collections.swap(items, from, k);
        }
    }

    @Test
    void givesAMissingFrameUpWhenMoreThanTheWindowWaits() {
        offer(1, 3, 4, 5, 6, 7);
        assertThat(out).containsExactly("1");

        offer(8);

        assertThat(out).containsExactly("1", "3 after 1", "4", "5", "6", "7", "8");
        assertThat(buffer.lost()).isEqualTo(1);
    }

    @Test
    void givesUpOnlyTheGapThatIsFirst() {
        offer(1, 3, 4, 6);

        buffer.giveUpFirstGap();

        assertThat(out).containsExactly("1", "3 after 1", "4");
        offer(5);
        assertThat(out).endsWith("5", "6");
        assertThat(buffer.lost()).isEqualTo(1);
    }

    @Test
    void hasNothingToGiveUpWhenNothingWaits() {
        offer(1);

        buffer.giveUpFirstGap();
        buffer.flush();

        assertThat(out).containsExactly("1");
    }

    @Test
    void dropsDuplicatesOfDeliveredAndOfWaitingFrames() {
        offer(1, 1, 2, 2, 1, 4, 4, 3);

        assertThat(out).isEqualTo(upTo(1, 4));
        assertThat(buffer.duplicated()).isEqualTo(4);
        assertThat(buffer.reordered()).isEqualTo(1);
    }

    @Test
    void tellsALateFrameFromADuplicate() {
        offer(1, 3);
        buffer.flush();

        offer(2, 3);

        assertThat(out).containsExactly("1", "3 after 1");
        assertThat(buffer.late()).isEqualTo(1);
        assertThat(buffer.duplicated()).isEqualTo(1);
    }

    @Test
    void remembersWhatWasDeliveredOverAGapOfExactlyItsHistory() {
        offer(1, 65);
        buffer.flush();

        offer(2, 64);

        assertThat(out).containsExactly("1", "65 after 63");
        assertThat(buffer.late()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 17, 5_000_000_000L})
    void beginsWithAnyNumber(long first) {
        for (long chunk = first; chunk < first + 20; chunk++) {
            offer(chunk);
        }

        assertThat(out).isEqualTo(upTo(first, first + 19));
        assertThat(buffer.lost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void waitsForNothingWhenCountingBeginsAtItsBeginning(long first) {
        offer(first);

        assertThat(out).isEqualTo(upTo(first, first));
    }

    @Test
    void putsTheFirstFramesInOrderToo() {
        offer(18, 17, 19);
        assertThat(out).isEmpty();

        offer(20, 21, 22);

        assertThat(out).isEqualTo(upTo(17, 22));
    }

    @Test
    void passesFramesWithoutANumber() {
        offer(1, -1, 2, -5);

        assertThat(out).containsExactly("1", "-1", "2", "-5");
    }

    @Test
    void takesAJumpForANewCountAndNotForALoss() {
        offer(1, 2);

        for (long chunk = 100_000; chunk < 100_010; chunk++) {
            offer(chunk);
        }

        assertThat(out).hasSize(12).noneMatch(text -> text.contains("after"));
        assertThat(buffer.lost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 800, 10_000})
    void goesOnWhenTheCountBeginsAgain(long before) {
        for (long chunk = 1; chunk <= before; chunk++) {
            offer(chunk);
        }
        out.clear();

        for (long chunk = 1; chunk <= before; chunk++) {
            offer(chunk);
        }

        assertThat(out).isEqualTo(upTo(1, before));
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void believesALossOfThirtySecondsAndNoLongerOne() {
        offer(1, 1502);
        buffer.flush();
        assertThat(out).containsExactly("1", "1502 after 1500");

        offer(3004);
        buffer.flush();

        assertThat(out).endsWith("3004");
        assertThat(buffer.lost()).isEqualTo(1500);
    }

    @Test
    void isNotLedAstrayByAWildNumberBeforeTheFirstFrame() {
        offer(1_000_000, 17, 18, 19, 20, 21, 22, 23);
        buffer.flush();

        assertThat(out).containsExactly("17", "18", "19", "20", "21", "22", "23", "1000000");
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void isNotLedAstrayByAWildNumberInBetween() {
        for (long chunk = 1; chunk <= 50; chunk++) {
            offer(chunk);
        }
        offer(1_000_000);
        for (long chunk = 51; chunk <= 100; chunk++) {
            offer(chunk);
        }

        assertThat(out).filteredOn(text -> !text.equals("1000000")).isEqualTo(upTo(1, 100));
        assertThat(buffer.lost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - 1, 1L << 60})
    void survivesTheLargestNumbers(long huge) {
        offer(1, huge, 2, huge, huge - 1, 3);
        buffer.flush();

        assertThat(out).contains("1", "2", "3");
        assertThat(buffer.lost()).isZero();
    }

    @Test
    void refusesAWindowOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JitterBuffer<>(0, (event, lost) -> {}))
                .withMessageContaining("0");
    }
}
