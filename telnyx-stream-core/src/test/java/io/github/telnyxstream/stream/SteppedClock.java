package io.github.telnyxstream.stream;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Runs what is due on the thread of the test. */
final class SteppedClock implements StreamClock {
    private record Call(long deadlineNanos, Runnable task) {}

    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::deadlineNanos));
    private long nowNanos;
    private int wakeUps;

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        throw new AssertionError("no thread is to wait");
    }

    @Override
    public boolean tryCallAt(long deadlineNanos, Runnable task) {
        calls.add(new Call(deadlineNanos, task));
        return true;
    }

    /** Lets time pass, and everything happen in its time. */
    void step(long nanos) {
        long target = nowNanos + nanos;
        while (!calls.isEmpty() && calls.peek().deadlineNanos() <= target) {
            nowNanos = Math.max(nowNanos, calls.peek().deadlineNanos());
            wakeUps++;
            calls.remove().task().run();
        }
        nowNanos = target;
    }

    /** Nothing runs while so much time passes, as on a machine that stalls. */
    void stall(long nanos) {
        nowNanos += nanos;
        step(0);
    }

    int wakeUps() {
        return wakeUps;
    }
}
