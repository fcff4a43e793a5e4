package io.github.telnyxstream.agent;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs everything that an agent does for one call, one after the other, so that its state needs no lock. Thread-safe.
 * Nothing that may block belongs on it.
 */
final class CallLoop implements Executor {
    private static final Logger log = LoggerFactory.getLogger(CallLoop.class);

    private final StreamClock clock;
    private final Executor executor;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean running;

    CallLoop(StreamClock clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    /** Something that will be done later, unless it is cancelled. */
    static final class Timer {
        private @Nullable Runnable task;

        private Timer(Runnable task) {
            this.task = task;
        }

        /** On the loop only. What the task holds can be forgotten at once, however far away its time is. */
        void cancel() {
            task = null;
        }

        private void fire() {
            Runnable due = task;
            task = null;
            if (due != null) {
                due.run();
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        synchronized (lock) {
            tasks.add(task);
            if (running) {
                return;
            }
            running = true;
        }
        boolean started = false;
        try {
            executor.execute(this::drain);
            started = true;
        } finally {
            if (!started) {
                synchronized (lock) {
                    running = false;
                }
            }
        }
    }

    private void drain() {
        while (true) {
            Runnable task;
            synchronized (lock) {
                task = tasks.poll();
                if (task == null) {
                    running = false;
                    return;
                }
            }
            try {
                task.run();
            } catch (RuntimeException | Error broken) {
                log.error("An agent's step failed", broken);
            }
        }
    }

    /** Does something later, on the loop. */
    Timer after(Duration delay, Runnable task) {
        Timer timer = new Timer(task);
        long nanos = Math.max(0, delay.toNanos());
        if (!clock.tryCallAt(clock.nanoTime() + nanos, () -> execute(timer::fire))) {
            CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, this).execute(timer::fire);
        }
        return timer;
    }

    long nanoTime() {
        return clock.nanoTime();
    }
}
