package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EntryRingTest {
    private final EntryRing ring = new EntryRing();

    @Test
    void keepsOrderLikeAnyQueueWhateverIsAddedAndTaken() {
        Random random = new Random(7);
        ArrayDeque<Object> model = new ArrayDeque<>();
        for (int k = 0; k < 20_000; k++) {
            int what = random.nextInt(10);
            if (what < 5 || model.isEmpty()) {
                String entry = "entry-" + k;
                ring.add(entry);
                model.add(entry);
            } else if (what < 9) {
                assertThat(ring.get(0)).isSameAs(model.poll());
                ring.removeOldest(random.nextBoolean());
            } else {
                int number = random.nextInt(model.size());
                List<Object> listed = new ArrayList<>(model);
                listed.remove(number);
                ring.remove(number);
                model = new ArrayDeque<>(listed);
            }
            assertThat(all()).containsExactlyElementsOf(model);
        }
    }

    @Test
    void knowsOfNoEntryBeyondItsEnds() {
        ring.add("one");
        assertThat(ring.get(-1)).isNull();
        assertThat(ring.get(1)).isNull();
    }

    @Test
    void anEntryThatIsLeftInItsPlaceIsGoneAllTheSame() {
        ring.add("one");
        ring.removeOldest(true);
        assertThat(ring.isEmpty()).isTrue();
        assertThat(ring.get(0)).isNull();
        ring.add("two");
        assertThat(all()).containsExactly("two");
    }

    @Test
    void forgetsAll() {
        for (int k = 0; k < 5; k++) {
            ring.add(k);
        }
        ring.clear();
        assertThat(ring.isEmpty()).isTrue();
        ring.add("after");
        assertThat(all()).containsExactly("after");
    }

    private List<Object> all() {
        List<Object> entries = new ArrayList<>();
        for (int k = 0; k < ring.size(); k++) {
            entries.add(ring.get(k));
        }
        return entries;
    }
}
