package io.github.telnyxstream.stream;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Time that stands still until it is moved. */
final class ManualClock implements StreamClock {
    private long nowNanos;
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

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
    public void parkUntil(long deadlineNanos) throws InterruptedException {
        waiting.add(Thread.currentThread());
        if (nanoTime() - deadlineNanos < 0) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    synchronized void advanceMillis(long millis) {
        advanceNanos(millis * 1_000_000);
    }

    synchronized void advanceNanos(long nanos) {
        nowNanos += nanos;
        waiting.forEach(LockSupport::unpark);
    }
}
