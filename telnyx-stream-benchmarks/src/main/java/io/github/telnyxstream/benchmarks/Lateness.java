package io.github.telnyxstream.benchmarks;

import java.util.concurrent.atomic.AtomicLongArray;

/** How late things came: counted in steps of ten microseconds, up to 200 ms. Thread-safe. */
final class Lateness {
    private static final int STEP_NANOS = 10_000;

    private final AtomicLongArray counts = new AtomicLongArray(20_000);

    void note(long nanos) {
        counts.incrementAndGet((int) Math.max(0, Math.min(counts.length() - 1, nanos / STEP_NANOS)));
    }

    void add(Lateness other) {
        for (int k = 0; k < counts.length(); k++) {
            counts.addAndGet(k, other.counts.get(k));
        }
    }

    long count() {
        long all = 0;
        for (int k = 0; k < counts.length(); k++) {
            all += counts.get(k);
        }
        return all;
    }

    /** Milliseconds that so large a share of them does not exceed. */
    double millis(double share) {
        long all = count();
        long seen = 0;
        for (int k = 0; k < counts.length(); k++) {
            seen += counts.get(k);
            if (all > 0 && seen >= all * share) {
                return k * (STEP_NANOS / 1e6);
            }
        }
        return 0;
    }
}
