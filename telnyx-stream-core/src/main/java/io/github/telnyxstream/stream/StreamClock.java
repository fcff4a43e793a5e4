package io.github.telnyxstream.stream;

import java.util.concurrent.locks.LockSupport;

/** Where the engine gets its time from. Tests replace it. <b>Threads:</b> thread-safe. */
public interface StreamClock {

    /**
     * Monotonic time.
     *
     * @return nanoseconds; only differences mean anything
     */
    long nanoTime();

    /**
     * Waits.
     *
     * @param deadlineNanos the value of {@link #nanoTime} to wait for; returns at once when it has passed, and may return
     *     early
     * @throws InterruptedException if the thread is interrupted
     */
    void parkUntil(long deadlineNanos) throws InterruptedException;

    /**
     * The JVM's clock.
     *
     * @return a clock on {@link System#nanoTime}
     */
    static StreamClock system() {
        return SystemStreamClock.INSTANCE;
    }
}

/** The JVM's clock. */
enum SystemStreamClock implements StreamClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void parkUntil(long deadlineNanos) throws InterruptedException {
        long left = deadlineNanos - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
