package io.github.telnyxstream.testkit.time;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The machine's own time. */
enum SystemSimulatorClock implements SimulatorClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void sleepUntil(long deadlineNanos) {
        long remaining = deadlineNanos - System.nanoTime();
        if (remaining > 0) {
            LockSupport.parkNanos(this, remaining);
        }
    }
}
