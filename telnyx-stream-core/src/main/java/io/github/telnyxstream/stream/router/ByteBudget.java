package io.github.telnyxstream.stream.router;

import java.util.concurrent.atomic.AtomicLong;

/** How much something may take in memory on the whole node, since other nodes decide how much comes. Thread-safe. */
final class ByteBudget {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    ByteBudget(long most) {
        this.most = most;
    }

    boolean tryTake(int bytes) {
        if (taken.addAndGet(bytes) <= most) {
            return true;
        }
        taken.addAndGet(-bytes);
        return false;
    }

    void giveBack(int bytes) {
        taken.addAndGet(-bytes);
    }
}
