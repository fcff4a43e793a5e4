package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Real time that can be moved ahead. */
final class JumpingClock implements StreamClock {
    private final AtomicLong ahead = new AtomicLong();
    private final Set<Thread> sleepers = ConcurrentHashMap.newKeySet();

    void jump(Duration duration) {
        ahead.addAndGet(duration.toNanos());
        sleepers.forEach(LockSupport::unpark);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + ahead.get();
    }

    @Override
    public Instant instant() {
        return Instant.now().plusNanos(ahead.get());
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        sleepers.add(Thread.currentThread());
        long remaining = deadlineNanos - nanoTime();
        if (remaining > 0) {
            LockSupport.parkNanos(this, remaining);
        }
    }
}
