package io.github.telnyxstream.testkit;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Time that passes only when the test says so.
 *
 * <p>Life-cycle: starts at zero. A thread that waits for a later time, as the engine's ticker does, goes on when
 * {@link #advance} has brought it; to let it have its turn before the next step, call {@link #awaitParked}.
 * <b>Threads:</b> thread-safe.
 */
public final class ManualClock implements StreamClock {
    private long nowNanos;
    /** What the waiting threads wait for. */
    private final List<Long> deadlines = new ArrayList<>();

    /** A clock at zero. */
    public ManualClock() {}

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    /**
     * Lets time pass, at once.
     *
     * @param time how much; not negative
     * @throws IllegalArgumentException if it is negative
     */
    public synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time);
        }
        nowNanos += time.toNanos();
        notifyAll();
    }

    /** Waits, in real time, until {@link #advance} has brought the deadline. Never returns early. */
    @Override
    public synchronized void parkUntil(long deadlineNanos) throws InterruptedException {
        Long deadline = deadlineNanos;
        deadlines.add(deadline);
        notifyAll();
        try {
            while (deadlineNanos - nowNanos > 0) {
                wait();
            }
        } finally {
            deadlines.remove(deadline);
        }
    }

    /**
     * Waits, in real time, until that many threads wait for a later time: then everything that was due has been done by
     * them.
     *
     * @param threads how many threads live on this clock, usually 1, the ticker of one acceptor
     * @param patience how long to wait at most, in real time
     * @return false if they were not parked in time
     * @throws InterruptedException if the thread is interrupted
     */
    public synchronized boolean awaitParked(int threads, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (deadlines.stream().filter(each -> each - nowNanos > 0).count() < threads) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }
}
