package io.github.telnyxstream.callcontrol;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stops hammering a dead API: after a number of failures in a row nothing is sent for a while, then a single request tries
 * whether somebody answers. An answer of any kind below 500 closes it again. Thread-safe.
 */
final class Circuit {

    /** Whether something may be sent. */
    enum Pass {
        /** Somebody answered lately. */
        OPEN_WAY,
        /** Nobody did, and this request tries whether somebody does now. */
        PROBE,
        /** Not now. */
        REFUSED
    }

    private final int threshold;
    private final long openNanos;
    private final LongSupplier nanoTime;
    private final Consumer<Boolean> onChange;

    private int failuresInARow;
    private boolean open;
    private long probeAt;
    private @Nullable CallControlException lastFailure;

    Circuit(int threshold, Duration openFor, LongSupplier nanoTime, Consumer<Boolean> onChange) {
        this.threshold = threshold;
        this.openNanos = openFor.toNanos();
        this.nanoTime = nanoTime;
        this.onChange = onChange;
    }

    /** Whether a request may be sent now; while open, one request per period may, as a probe. */
    synchronized Pass pass() {
        if (!open) {
            return Pass.OPEN_WAY;
        }
        long now = nanoTime.getAsLong();
        if (now - probeAt < 0) {
            return Pass.REFUSED;
        }
        probeAt = now + openNanos;
        return Pass.PROBE;
    }

    /** A probe was stopped by its owner and has told nothing, so that the next request may be one. */
    synchronized void forgetProbe() {
        probeAt = nanoTime.getAsLong();
    }

    /** Somebody answered. */
    void answered() {
        if (closes()) {
            onChange.accept(false); // without the lock, because it runs what the application observes with
        }
    }

    /** A try failed; what it failed of is kept for {@link #lastFailure}. */
    void failed(CallControlException failure) {
        if (opens(failure)) {
            onChange.accept(true); // without the lock, as above
        }
    }

    /** Why the last try failed; null when none has since an answer. */
    synchronized @Nullable CallControlException lastFailure() {
        return lastFailure;
    }

    private synchronized boolean closes() {
        failuresInARow = 0;
        lastFailure = null;
        boolean changed = open;
        open = false;
        return changed;
    }

    private synchronized boolean opens(CallControlException failure) {
        failuresInARow++;
        lastFailure = failure;
        if (threshold == 0 || failuresInARow < threshold) {
            return false;
        }
        probeAt = nanoTime.getAsLong() + openNanos;
        boolean changed = !open;
        open = true;
        return changed;
    }
}
