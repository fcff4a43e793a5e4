package io.github.telnyxstream.callcontrol;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets one thread stop a request that another is making, whether that is on the wire or between tries. Thread-safe. */
final class Cancellation {

    private boolean cancelled;
    private okhttp3.@Nullable Call onTheWire;
    private @Nullable Thread sleeping;

    synchronized void cancel() {
        cancelled = true;
        if (onTheWire != null) {
            onTheWire.cancel();
        }
        if (sleeping != null) {
            sleeping.interrupt();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void watch(okhttp3.@Nullable Call call) {
        onTheWire = call;
        if (cancelled && call != null) {
            call.cancel();
        }
    }

    void sleep(Sleeper sleeper, Duration pause) throws InterruptedException {
        synchronized (this) {
            if (cancelled) {
                throw new InterruptedException("cancelled");
            }
            sleeping = Thread.currentThread();
        }
        try {
            sleeper.sleep(pause);
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
