package io.github.telnyxstream.testkit;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is under way while a {@link ManualClock} stands still. */
final class Holds {
    /** The hold that the task of this thread has. */
    private static final ThreadLocal<@Nullable Hold> RUNNING = new ThreadLocal<>();

    private final Object lock;
    private final Set<Hold> open = new LinkedHashSet<>();
    private long moves;

    Holds(Object lock) {
        this.lock = lock;
    }

    Hold take(String what) {
        Hold hold = new Hold(what);
        synchronized (lock) {
            open.add(hold);
            moves++;
        }
        return hold;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Lets go of what the task of this thread holds; the returned action takes it back. Both under the lock. */
    Runnable suspend() {
        Hold mine = RUNNING.get();
        if (mine == null || !open.remove(mine)) {
            return () -> {};
        }
        lock.notifyAll();
        return () -> open.add(mine);
    }

    /** Waits under the lock until anything has changed; fails when nothing has for so long. The caller looks again. */
    @SuppressWarnings("WaitNotInLoop")
    void awaitMove(Duration patience) {
        long before = moves;
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            lock.wait(Math.max(1, patience.toMillis()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time stood still", interrupted);
        }
        if (moves == before && System.nanoTime() - deadline >= 0) {
            Hold oldest = open.iterator().next();
            IllegalStateException stuck = new IllegalStateException("time stands still: nothing has moved for "
                    + patience.toSeconds() + " s, and " + oldest.what + " is not over");
            Thread thread = oldest.thread;
            if (thread != null) {
                stuck.setStackTrace(thread.getStackTrace());
            }
            throw stuck;
        }
    }

    /** Something under way. Thread-safe. */
    final class Hold implements AutoCloseable {
        private final String what;
        private volatile @Nullable Thread thread;

        private Hold(String what) {
            this.what = what;
        }

        void run(Runnable task) {
            Hold outer = RUNNING.get();
            thread = Thread.currentThread();
            RUNNING.set(this);
            try {
                task.run();
            } finally {
                RUNNING.set(outer);
                close();
            }
        }

        /** It is over. */
        @Override
        public void close() {
            synchronized (lock) {
                moves++;
                open.remove(this);
                lock.notifyAll();
            }
        }
    }
}
