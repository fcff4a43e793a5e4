package io.github.telnyxstream.callcontrol.http;

import java.time.Duration;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread stop what another is doing, whether that is on the wire, reading an answer or between tries. Works for one
 * thread at a time; may be cancelled by any.
 */
public final class Cancellation {

    private boolean cancelled;
    private @Nullable Call onTheWire;
    private @Nullable Thread sleeping;

    /** Something that can be cancelled. */
    public Cancellation() {}

    /** Stops it, now or as soon as it begins. */
    public synchronized void cancel() {
        cancelled = true;
        if (onTheWire != null) {
            onTheWire.cancel();
        }
        if (sleeping != null) {
            sleeping.interrupt();
        }
    }

    /** {@return whether it was stopped: true after {@link #cancel}} */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** What is on the wire, until its body is closed; null when nothing is. */
    synchronized void watch(@Nullable Call call) {
        onTheWire = call;
        if (cancelled && call != null) {
            call.cancel();
        }
    }

    void sleep(HttpCore.Sleep sleep, Duration pause) throws InterruptedException {
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException("cancelled");
            }
            sleeping = Thread.currentThread();
        }
        try {
            sleep.sleep(pause);
        } finally {
            synchronized (this) {
                sleeping = null;
                if (cancelled) {
                    Thread.interrupted(); // the interrupt was ours, the thread goes back to its pool
                }
            }
        }
    }
}
