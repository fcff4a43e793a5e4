package io.github.telnyxstream.testkit;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only when the test says so: for the engine, for the simulator, or for both at once. An hour of a call
 * then takes seconds, and nothing in it depends on how fast the machine is.
 *
 * <p>The engine's and the simulator's timers run on the thread that moves the clock, one after the other and each exactly
 * at its moment. Time stands still while a task of the engine's workers, of an executor from {@link #holding} or
 * {@link #executor}, or a request of the simulator is under way; {@link #settle} waits for those.
 *
 * <p>Life-cycle: {@link #nanoTime} starts at zero, {@link #instant} at 2026-01-01T00:00Z. <b>Threads:</b> thread-safe; one
 * thread at a time moves the clock, which the tasks that it runs may not. <b>Failure:</b> when a task keeps the clock
 * standing and nothing at all has moved for a minute of real time, moving it fails with an {@link IllegalStateException}
 * that says where the task waits.
 */
public final class ManualClock implements StreamClock {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Duration patience;
    /** Guards everything below; never held while a task runs. */
    private final Object lock = new Object();

    private final PriorityQueue<Due> timers = new PriorityQueue<>();
    private final Deque<Runnable> handed = new ArrayDeque<>();
    private final Holds holds = new Holds(lock);
    /** Held by whoever runs timers or {@link #exclusively} looks at what they change. */
    private final ReentrantLock turn = new ReentrantLock();

    private final ReentrantLock moving = new ReentrantLock();
    private volatile long nowNanos;
    private long timerCount;

    /** A clock at zero. */
    public ManualClock() {
        this(PATIENCE);
    }

    ManualClock(Duration patience) {
        this.patience = patience;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant instant() {
        return MIDNIGHT.plusNanos(nowNanos);
    }

    /**
     * The same time for what asks for the time of day, such as {@code WebhookVerifier}: webhooks are signed at this clock's time.
     *
     * @return a view of this clock, in UTC
     */
    public Clock timeOfDay() {
        InstantSource source = this::instant;
        return source.withZone(ZoneOffset.UTC);
    }

    /**
     * Waits until the clock has come to the deadline. Never returns early. A task that {@link #holding} knows of does not
     * keep the clock standing meanwhile.
     */
    @Override
    public void parkUntil(long deadlineNanos) throws InterruptedException {
        synchronized (lock) {
            if (deadlineNanos - nowNanos <= 0) {
                return;
            }
            Sleep sleep = new Sleep(holds.suspend());
            tryCallAt(deadlineNanos, sleep::end);
            try {
                while (!sleep.over) {
                    lock.wait();
                }
            } finally {
                sleep.end();
            }
        }
    }

    @Override
    public boolean tryCallAt(long deadlineNanos, Runnable task) {
        synchronized (lock) {
            timers.add(new Due(deadlineNanos, timerCount++, task));
            lock.notifyAll();
        }
        return true;
    }

    @Override
    public Executor holding(Executor executor) {
        return task -> {
            Holds.Hold hold = holds.take("a task that has not begun");
            try {
                executor.execute(() -> hold.run(task));
            } catch (RejectedExecutionException refused) {
                hold.close();
                throw refused;
            }
        };
    }

    /**
     * An executor without threads: whoever moves the clock runs its tasks, before any further time passes. The fastest way
     * to run listeners and webhook handlers; they may make blocking requests, but not wait for time to pass.
     *
     * @return the executor, for example for {@code AcceptorOptions.Builder.listenerExecutor}
     */
    public Executor executor() {
        return task -> {
            synchronized (lock) {
                handed.add(task);
                lock.notifyAll();
            }
        };
    }

    /**
     * Keeps the clock standing until what is returned has been run, for something that is under way and will come back.
     *
     * @param what for a person, should it never come back
     * @return to be run once it is over; a second time it does nothing
     */
    public Runnable hold(String what) {
        return holds.take(what)::close;
    }

    /**
     * Looks at or changes what timers change, while none of them runs.
     *
     * @param question must not block
     * @param <T> what it gives
     * @return its result
     */
    public <T> T exclusively(Supplier<T> question) {
        turn.lock();
        try {
            return question.get();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Lets time pass: from each timer to the next, and everything that is due is done before the next moment.
     *
     * @param time how much; not negative
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if a task keeps the clock standing, or the caller is one of the clock's own tasks
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ", must not be negative");
        }
        advanceUntil(() -> false, time);
    }

    /**
     * Lets time pass until something is so.
     *
     * @param isSo asked whenever everything is at rest, before each further moment
     * @param limit how much time may pass at most
     * @return whether it became so; otherwise exactly the limit has passed
     * @throws IllegalStateException if a task keeps the clock standing, or the caller is one of the clock's own tasks
     */
    public boolean advanceUntil(BooleanSupplier isSo, Duration limit) {
        begin();
        try {
            long target = nowNanos + limit.toNanos();
            while (true) {
                settleHere();
                if (isSo.getAsBoolean()) {
                    return true;
                }
                if (!moveOn(target)) {
                    return false;
                }
            }
        } finally {
            moving.unlock();
        }
    }

    /**
     * Waits, in real time, until everything that is due by now has been done: timers, tasks of executors, and whatever
     * they have handed on.
     *
     * @throws IllegalStateException if a task keeps the clock standing, or the caller is one of the clock's own tasks
     */
    public void settle() {
        begin();
        try {
            settleHere();
        } finally {
            moving.unlock();
        }
    }

    private void begin() {
        if (moving.isHeldByCurrentThread() || turn.isHeldByCurrentThread()) {
            throw new IllegalStateException("a task of this clock cannot move it");
        }
        moving.lock();
    }

    /** To the next timer, or to the target; false when that is reached and nothing more is due. */
    private boolean moveOn(long target) {
        synchronized (lock) {
            Due next = timers.peek();
            if (next != null && next.deadlineNanos() - target <= 0) {
                nowNanos = Math.max(nowNanos, next.deadlineNanos());
                lock.notifyAll();
                return true;
            }
            boolean moved = nowNanos != target;
            nowNanos = target;
            lock.notifyAll();
            return moved;
        }
    }

    private void settleHere() {
        for (Due due = takeDue(); due != null; due = takeDue()) {
            if (due.isTimer()) {
                turn.lock();
                try {
                    due.task().run();
                } finally {
                    turn.unlock();
                }
            } else {
                due.task().run();
            }
        }
    }

    /** What is to be done now; waits for what is under way; null when all is at rest. */
    private @Nullable Due takeDue() {
        synchronized (lock) {
            while (true) {
                Runnable task = handed.poll();
                if (task != null) {
                    return new Due(nowNanos, -1, task);
                }
                Due next = timers.peek();
                if (next != null && next.deadlineNanos() - nowNanos <= 0) {
                    return timers.remove();
                }
                if (holds.isEmpty()) {
                    return null;
                }
                holds.awaitMove(patience);
            }
        }
    }

    /** A thread that waits. Its task holds the clock again from the very moment at which it goes on. */
    private final class Sleep {
        private final Runnable resume;
        private boolean over;

        Sleep(Runnable resume) {
            this.resume = resume;
        }

        void end() {
            synchronized (lock) {
                if (!over) {
                    over = true;
                    resume.run();
                    lock.notifyAll();
                }
            }
        }
    }

    private record Due(long deadlineNanos, long order, Runnable task) implements Comparable<Due> {
        boolean isTimer() {
            return order >= 0;
        }

        @Override
        public int compareTo(Due other) {
            int byDeadline = Long.signum(deadlineNanos - other.deadlineNanos);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }
}
