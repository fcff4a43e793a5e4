package io.github.telnyxstream.stream;

import java.time.Duration;

/** How late the engine comes to frames that are due. Written by the ticker, read by anyone. */
final class Punctuality {
    private volatile long visits;
    private volatile long sumNanos;
    private volatile long maxNanos;

    /** A visit for frames that were due so long ago. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void late(long nanos) {
        sumNanos += nanos;
        visits++;
        maxNanos = Math.max(maxNanos, nanos);
    }

    Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    Duration mean() {
        long count = visits;
        return count == 0 ? Duration.ZERO : Duration.ofNanos(sumNanos / count);
    }
}
