package io.github.telnyxstream.stream;

import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the engine gets its time from; the testkit's simulator lives on the same clock. Tests replace it, usually by the
 * testkit's {@code ManualClock}. <b>Threads:</b> thread-safe.
 */
public interface StreamClock {

    /**
     * Monotonic time.
     *
     * @return nanoseconds; only differences mean anything
     */
    long nanoTime();

    /**
     * The time of day.
     *
     * @return now, as the machine's clock has it unless a clock makes its own days
     */
    default Instant instant() {
        return Instant.now();
    }

    /**
     * Waits.
     *
     * @param deadlineNanos the value of {@link #nanoTime} to wait for; returns at once when it has passed, and may return
     *     early, as it should when the thread is unparked ({@link LockSupport#unpark})
     * @throws InterruptedException if the thread is interrupted
     */
    void parkUntil(long deadlineNanos) throws InterruptedException;

    /**
     * Leaves a task to a clock that makes its own time: it runs the task when it has come to the deadline, on the thread
     * that moves it, so that an hour takes no thread a million wake-ups.
     *
     * @param deadlineNanos a value of {@link #nanoTime}; in the past means as soon as the clock is moved or settled
     * @param task must not block
     * @return false if the clock does not do that, as real ones: a thread has to wait by {@link #parkUntil}
     */
    default boolean tryCallAt(long deadlineNanos, Runnable task) {
        return false;
    }

    /**
     * Lets the clock know of the tasks of an executor: one that makes its own time stands still until they have been run.
     *
     * @param executor runs tasks on other threads
     * @return the executor to use in its place; the very same on clocks whose time passes by itself
     */
    default Executor holding(Executor executor) {
        return executor;
    }

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
