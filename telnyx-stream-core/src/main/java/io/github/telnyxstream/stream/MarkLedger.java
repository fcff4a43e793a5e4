package io.github.telnyxstream.stream;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The marks that are out, in the order in which they were sent. A {@code clear} brings all of them back, so that those
 * which were out then mean nothing any more; they stay on the list, or one of the same name that was sent later would be taken
 * for them. Guarded by the lock of the outbound side.
 */
final class MarkLedger {
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private int meant;

    /** A mark that is out. */
    static final class Pending {
        final String name;
        final LaneItem item;
        /** How many units had left before it. */
        final long position;
        /** When the far end should have played them. */
        final long dueNanos;

        private final long overdueNanos;
        private boolean isVoid;
        private boolean isSettled;

        Pending(String name, LaneItem item, long position, long dueNanos, long overdueNanos) {
            this.name = name;
            this.item = item;
            this.position = position;
            this.dueNanos = dueNanos;
            this.overdueNanos = overdueNanos;
        }

        /** Whether a clear went after it. */
        boolean isVoid() {
            return isVoid;
        }

        /** Whether it has come back, or is not waited for any more. */
        boolean isSettled() {
            return isSettled;
        }
    }

    void add(Pending mark) {
        pending.add(mark);
        meant++;
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
                settle(mark);
                return mark;
            }
        }
        return null;
    }

    /** The oldest mark if it should have been back by now; taken off the list. */
    @Nullable
    Pending overdue(long nowNanos) {
        Pending oldest = pending.peek();
        if (oldest == null || nowNanos - oldest.overdueNanos <= 0) {
            return null;
        }
        pending.poll();
        settle(oldest);
        return oldest;
    }

    private void settle(Pending mark) {
        mark.isSettled = true;
        meant -= mark.isVoid ? 0 : 1;
    }

    /** Position of the first mark out that means something; the largest number if there is none. */
    long firstOut() {
        if (meant > 0) {
            for (Pending mark : pending) {
                if (!mark.isVoid) {
                    return mark.position;
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** A clear is about to be sent. */
    void voidAll() {
        pending.forEach(mark -> mark.isVoid = true);
        meant = 0;
    }

    /** The connection is lost: none of them comes back. */
    void forgetAll() {
        voidAll();
        pending.clear();
    }

    void clear() {
        pending.clear();
        meant = 0;
    }
}
