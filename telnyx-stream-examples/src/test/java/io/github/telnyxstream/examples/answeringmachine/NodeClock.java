package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * Everything that a node of a simulated cluster does, does it on this clock: so it can be frozen, as by SIGSTOP, and go on with
 * what has piled up, and it can die in the middle of anything. Its time of day may be wrong.
 */
final class NodeClock implements StreamClock {
    private final ManualClock clock;
    private final Duration ahead;
    private final Deque<Runnable> piledUp = new ArrayDeque<>();
    private boolean frozen;
    private boolean dead;

    NodeClock(ManualClock clock, Duration ahead) {
        this.clock = clock;
        this.ahead = ahead;
    }

    /** Does something of the node's, on the thread that moves the time: now, when it goes on, or never. */
    void run(Runnable task) {
        clock.executor().execute(() -> {
            synchronized (this) {
                if (dead) {
                    return;
                }
                if (frozen) {
                    piledUp.add(task);
                    return;
                }
            }
            task.run();
        });
    }

    synchronized void freeze() {
        frozen = true;
    }

    synchronized void goOn() {
        frozen = false;
        piledUp.forEach(this::run);
        piledUp.clear();
    }

    synchronized void die() {
        dead = true;
        piledUp.clear();
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized boolean isFrozen() {
        return frozen;
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(ahead);
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        throw new UnsupportedOperationException("a simulated node waits for nothing");
    }

    @Override
    public boolean tryCallAt(long deadlineNanos, Runnable task) {
        return clock.tryCallAt(deadlineNanos, () -> run(task));
    }

    @Override
    public Executor holding(Executor executor) {
        return this::run;
    }

    Clock timeOfDay() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("nobody asks for a zone");
            }

            @Override
            public Instant instant() {
                return NodeClock.this.instant();
            }
        };
    }
}
