package io.github.telnyxstream.callcontrol;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Stops hammering a dead API: after a number of failures in a row nothing is sent for a while, then a single request tries
 * whether somebody answers. An answer of any kind below 500 closes it again. Thread-safe.
 */
final class Circuit {

    private final int threshold;
    private final long openNanos;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> onChange;

    private int failuresInARow;
    private boolean open;
    private long probeAt;

    Circuit(int threshold, Duration openFor, LongSupplier nanoTime, Consumer<Boolean> onChange) {
        this.threshold = threshold;
        this.openNanos = openFor.toNanos();
        this.nanoTime = nanoTime;
        this.onChange = onChange;
    }

    /** Whether a request may be sent now; while open, one request per period may, as a probe. */
    synchronized boolean tryPass() {
        if (!open) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (now - probeAt < 0) {
            return false;
        }
        probeAt = now + openNanos;
        return true;
    }

    synchronized void answered() {
        failuresInARow = 0;
        if (open) {
            open = false;
            onChange.accept(false);
        }
    }

    synchronized void failed() {
        failuresInARow++;
        if (threshold > 0 && failuresInARow >= threshold) {
            probeAt = nanoTime.getAsLong() + openNanos;
            if (!open) {
                open = true;
                onChange.accept(true);
            }
        }
    }
}
