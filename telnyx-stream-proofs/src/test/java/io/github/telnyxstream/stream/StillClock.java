package io.github.telnyxstream.stream;

import java.util.concurrent.atomic.AtomicLong;

/** Time that only the proof moves; nobody is woken by it, since the proof makes the visits. */
final class StillClock implements StreamClock {
    private final AtomicLong nowNanos = new AtomicLong(1_000_000_000_000L);

    @Override
    public long nanoTime() {
        return nowNanos.get();
    }

    void advanceMillis(long millis) {
        nowNanos.addAndGet(millis * 1_000_000);
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        throw new AssertionError("no thread is to wait");
    }

    @Override
    public boolean tryCallAt(long deadlineNanos, Runnable task) {
        return true;
    }
}
