package io.github.telnyxstream.stream;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The marks that are out, in the order in which they were sent. A {@code clear} brings all of them back, so that each
 * remembers how many clears had gone before it. Guarded by the outbound lane's lock.
 */
final class MarkLedger {
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();

    /**
     * A mark that is out.
     *
     * @param playback the playback that ends with it, or null for one of the application's
     */
    record Pending(String name, long generation, @Nullable QueuedPlayback playback, long overdueNanos) {}

    void add(Pending mark) {
        pending.add(mark);
    }

    int size() {
        return pending.size();
    }

    /** The oldest mark of that name, which is taken off the list; null if none is out. */
    @Nullable
    Pending returned(String name) {
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending mark = each.next();
            if (mark.name.equals(name)) {
                each.remove();
                return mark;
            }
        }
        return null;
    }

    /** The oldest mark if it should have been back by now; taken off the list. */
    @Nullable
    Pending overdue(long nowNanos) {
        Pending oldest = pending.peek();
        return oldest != null && nowNanos - oldest.overdueNanos > 0 ? pending.poll() : null;
    }

    void clear() {
        pending.clear();
    }
}
