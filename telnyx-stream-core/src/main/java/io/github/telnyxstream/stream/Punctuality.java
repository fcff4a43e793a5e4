package io.github.telnyxstream.stream;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/** How late the engine comes to frames that are due. Written by the ticker, read by anyone. */
final class Punctuality {
    /** One thread writes, and waits for nobody to see it. */
    private static final VarHandle VISITS =
            VarHandles.of(MethodHandles.lookup(), Punctuality.class, "visits", long.class);

    private static final VarHandle SUM =
            VarHandles.of(MethodHandles.lookup(), Punctuality.class, "sumNanos", long.class);

    private volatile long visits;
    private volatile long sumNanos;
    private volatile long maxNanos;

    /** A visit for frames that were due so long ago. */
    void late(long nanos) {
        SUM.setRelease(this, sumNanos + nanos);
        VISITS.setRelease(this, visits + 1);
        if (nanos > maxNanos) {
            maxNanos = nanos;
        }
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        return (int) maxNanos;
    }

    Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    Duration mean() {
        long count = visits;
        return count == 0 ? Duration.ZERO : Duration.ofNanos(sumNanos / count);
    }
}
