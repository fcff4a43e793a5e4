package io.github.telnyxstream.testkit.time;

import java.time.Instant;

/**
 * The simulator's time: when frames are due, when a mark has played, when a webhook was signed.
 *
 * <p><b>Threads:</b> implementations are thread-safe.
 */
public interface SimulatorClock {

    /**
     * The clock of this machine.
     *
     * @return a clock without state
     */
    static SimulatorClock system() {
        return SystemSimulatorClock.INSTANCE;
    }

    /**
     * Monotonic time with an arbitrary origin.
     *
     * @return nanoseconds, comparable by difference only, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * The time of day, used in webhooks and recordings.
     *
     * @return now
     */
    Instant instant();

    /**
     * Blocks the calling thread until {@link #nanoTime()} has reached the deadline. May return earlier for any reason,
     * and must when the thread is unparked with {@link java.util.concurrent.locks.LockSupport#unpark(Thread)} or
     * interrupted; callers look at the time again.
     *
     * @param deadlineNanos a value of {@link #nanoTime()}
     */
    void sleepUntil(long deadlineNanos);
}
