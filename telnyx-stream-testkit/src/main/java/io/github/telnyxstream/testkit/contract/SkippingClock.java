package io.github.telnyxstream.testkit.contract;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The JVM's time, of which a test skips what it would have to wait for. */
final class SkippingClock implements StreamClock {
    private final AtomicLong skippedNanos = new AtomicLong();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    @Override
    public long nanoTime() {
        return System.nanoTime() + skippedNanos.get();
    }

    @Override
    public void parkUntil(long deadlineNanos) throws InterruptedException {
        waiting.add(Thread.currentThread());
        try {
            long left = deadlineNanos - nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    void skip(Duration time) {
        skippedNanos.addAndGet(time.toNanos());
        waiting.forEach(LockSupport::unpark);
    }
}
