package io.github.telnyxstream.stream;

/** Time that stands still until it is moved. */
final class ManualClock implements StreamClock {
    private long nowNanos;

    ManualClock() {
        this(1_000_000_000_000L);
    }

    ManualClock(long nowNanos) {
        this.nowNanos = nowNanos;
    }

    @Override
    public synchronized long nanoTime() {
        return nowNanos;
    }

    @Override
    public synchronized void parkUntil(long deadlineNanos) throws InterruptedException {
        while (nowNanos - deadlineNanos < 0) {
            wait();
        }
    }

    synchronized void advanceMillis(long millis) {
        advanceNanos(millis * 1_000_000);
    }

    synchronized void advanceNanos(long nanos) {
        nowNanos += nanos;
        notifyAll();
    }
}
