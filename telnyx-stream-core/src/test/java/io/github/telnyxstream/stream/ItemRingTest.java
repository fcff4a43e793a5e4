package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ItemRingTest {
    private final ItemRing ring = new ItemRing();
    private final ArrayDeque<LaneItem> expected = new ArrayDeque<>();

    @Test
    void isADeque() {
        Random random = new Random(4);
        for (int round = 0; round < 20_000; round++) {
            // as often longer as shorter, so that it grows and is empty now and then
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    LaneItem item = LaneItem.mark("mark-" + round);
                    ring.add(item);
                    expected.add(item);
                }
                case 4, 5 -> assertThat(ring.poll()).isSameAs(expected.poll());
                case 6 -> assertThat(ring.pollLast()).isSameAs(expected.pollLast());
                default -> {
                    int remainder = round % 7;
                    ring.removeIf(item -> item.name.hashCode() % 7 == remainder);
                    expected.removeIf(item -> item.name.hashCode() % 7 == remainder);
                }
            }
            assertThat(ring.size()).isEqualTo(expected.size());
            assertThat(ring.isEmpty()).isEqualTo(expected.isEmpty());
            assertThat(ring.peek()).isSameAs(expected.peek());
            assertThat(ring.peekLast()).isSameAs(expected.peekLast());
        }
    }

    @Test
    void givesEachByItsPlace() {
        for (int k = 0; k < 50; k++) {
            ring.add(LaneItem.mark("mark-" + k));
        }
        for (int k = 0; k < 47; k++) {
            ring.poll();
        }
        ring.add(LaneItem.mark("mark-50"));

        assertThat(ring.get(0)).extracting(item -> item.name).isEqualTo("mark-47");
        assertThat(ring.get(3)).extracting(item -> item.name).isEqualTo("mark-50");
    }

    @Test
    void isEmptyWhenItIsCleared() {
        for (int k = 0; k < 5; k++) {
            ring.add(LaneItem.mark("mark-" + k));
        }
        ring.clear();

        assertThat(ring.size()).isZero();
        assertThat(ring.poll()).isNull();
        assertThat(ring.touch()).isZero();
    }
}
