package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened on a call and when, bounded: its beginning and what came last. Holds no audio, no token, no key that was
 * pressed. Thread-safe.
 */
final class CallHistory {
    private static final int FIRST = 32;
    private static final int LAST = 64;

    private final StreamClock clock;
    private final long beginNanos;

    @GuardedBy("this")
    private final List<Entry> first = new ArrayList<>();

    @GuardedBy("this")
    private final ArrayDeque<Entry> last = new ArrayDeque<>();

    @GuardedBy("this")
    private long left;

    private record Entry(long afterNanos, String what) {
        String line() {
            return String.format(Locale.ROOT, "  %+9.3f s  %s", afterNanos / 1e9, what);
        }
    }

    CallHistory(StreamClock clock) {
        this.clock = clock;
        this.beginNanos = clock.nanoTime();
    }

    long nowNanos() {
        return clock.nanoTime();
    }

    long ageNanos() {
        return clock.nanoTime() - beginNanos;
    }

    void note(String what) {
        Entry entry = new Entry(ageNanos(), what);
        synchronized (this) {
            if (first.size() < FIRST) {
                first.add(entry);
                return;
            }
            last.add(entry);
            if (last.size() > LAST) {
                last.poll();
                left++;
            }
        }
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        first.forEach(entry -> lines.add(entry.line()));
        if (left > 0) {
            lines.add("  … " + left + " more …");
        }
        last.forEach(entry -> lines.add(entry.line()));
        return lines;
    }
}
