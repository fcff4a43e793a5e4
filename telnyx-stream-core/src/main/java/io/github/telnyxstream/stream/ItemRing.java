package io.github.telnyxstream.stream;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Items in order, in a ring that grows. Guarded by the lock of the outbound side, but for {@link #touch}. */
final class ItemRing {
    private static final int FIRST_ROOM = 4;

    /** A power of two. */
    private @Nullable LaneItem[] items = new LaneItem[FIRST_ROOM];

    private int head;
    private int size;

    private static int index(@Nullable LaneItem[] ring, int at) {
        return at & (ring.length - 1);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(LaneItem item) {
        if (size == items.length) {
            @Nullable LaneItem[] larger = Arrays.copyOf(items, 2 * size);
            for (int k = 0; k < size; k++) {
                larger[k] = items[index(items, head + k)];
            }
            items = larger;
            head = 0;
        }
        items[index(items, head + size)] = item;
        size++;
    }

    /** One of them; the oldest is at 0. */
    @Nullable
    LaneItem get(int at) {
        return items[index(items, head + at)];
    }

    @Nullable
    LaneItem peek() {
        return size == 0 ? null : get(0);
    }

    @Nullable
    LaneItem peekLast() {
        return size == 0 ? null : get(size - 1);
    }

    /** Takes out the oldest; null if there is none. */
    @Nullable
    LaneItem poll() {
        if (size == 0) {
            return null;
        }
        LaneItem oldest = items[head];
        items[head] = null;
        head = index(items, head + 1);
        size--;
        return oldest;
    }

    /** Takes out the newest; null if there is none. */
    @Nullable
    LaneItem pollLast() {
        if (size == 0) {
            return null;
        }
        size--;
        int at = index(items, head + size);
        LaneItem newest = items[at];
        items[at] = null;
        return newest;
    }

    void removeIf(Predicate<LaneItem> unwanted) {
        for (int k = size; k > 0; k--) {
            LaneItem item = poll();
            if (item != null && !unwanted.test(item)) {
                add(item);
            }
        }
    }

    void clear() {
        Arrays.fill(items, null);
        head = 0;
        size = 0;
    }

    /**
     * Has the next item fetched into the processor's cache, by looking at it without the lock, so that many sessions' are on their way
     * at the same time. What it sees may be of yesterday; nobody relies on it.
     */
    int touch() {
        @Nullable LaneItem[] looked = items;
        LaneItem next = looked[index(looked, head)];
        return size + (next == null ? 0 : next.touch());
    }

    /** Like {@link #touch}, of the place where the next item is going to be added. */
    int touchEnd() {
        @Nullable LaneItem[] looked = items;
        return looked[index(looked, head + size)] == null ? 0 : 1;
    }
}
