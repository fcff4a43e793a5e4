package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WheelTest {
    private static final int SLOTS = 128;

    private final Wheel wheel = new Wheel(SLOTS);

    @Test
    void givesEachTickItsNumbersWhateverTheOrderInWhichTheyWereAdded() {
        Random random = new Random(9);
        TreeMap<Long, TreeSet<Integer>> expected = new TreeMap<>();
        long now = 1;
        for (int number = 0; number < 20_000; number++) {
            long tick = now + random.nextInt(SLOTS);
            wheel.add(tick, number);
            expected.computeIfAbsent(tick, unused -> new TreeSet<>()).add(number);
            if (random.nextInt(8) == 0) {
                assertThat(wheel.next(now)).isEqualTo(expected.firstKey());
                now = expected.firstKey();
                int count = wheel.size(now);
                int[] taken = Arrays.copyOf(wheel.take(now), count);
                assertThat(taken)
                        .containsExactlyInAnyOrder(expected.pollFirstEntry().getValue().stream()
                                .mapToInt(Integer::intValue)
                                .toArray());
                assertThat(wheel.size(now)).isZero();
                now++;
            }
        }
    }

    @Test
    void whatIsAddedToASlotThatWasJustTakenIsThereATurnLater() {
        wheel.add(5, 1);
        wheel.add(5, 2);
        int[] taken = wheel.take(5);

        wheel.add(5 + SLOTS, 3);

        assertThat(taken).startsWith(1, 2);
        assertThat(wheel.next(6)).isEqualTo(5 + SLOTS);
        assertThat(wheel.take(5 + SLOTS)).startsWith(3);
    }

    @Test
    void hasNobodyAtFirstAndAfterTheLastWasTaken() {
        assertThat(wheel.next(77)).isEqualTo(-1);
        wheel.add(80, 4);
        assertThat(wheel.take(80)).startsWith(4);
        assertThat(wheel.next(81)).isEqualTo(-1);
    }

    @Test
    void tellsUpToWhenSomebodyMayBeMissingForWantOfMemory() {
        Wheel full = new Wheel(SLOTS) {
            @Override
            int[] larger(int[] room, int size) {
                throw new OutOfMemoryError("none");
            }
        };

        full.add(9, 1);

        assertThat(full.size(9)).isZero();
        assertThat(full.isIncomplete(9)).isTrue();
        assertThat(full.isIncomplete(10)).isFalse();
    }
}
