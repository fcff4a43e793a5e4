package io.github.telnyxstream.testkit.simulator.loop;

import io.github.telnyxstream.testkit.time.SimulatorClock;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with timers. Everything that changes a call runs here, so that calls need no lock and two hundred of them
 * need no two hundred threads. Timers fire on absolute deadlines; a late timer fires at once and none is skipped.
 */
public final class Ticker implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);

    /** Deadlines closer together than this share a wake-up. */
    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SimulatorClock clock;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "telnyx-simulator");
    private volatile boolean closed;
    private long timerCount;

    /**
     * Starts the thread.
     *
     * @param clock the time that deadlines refer to
     */
    public Ticker(SimulatorClock clock) {
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The time that deadlines refer to.
     *
     * @return nanoseconds of the clock
     */
    public long nanoTime() {
        return clock.nanoTime();
    }

    /**
     * Runs a task on the thread, soon and in order of submission; from any thread. After {@link #close()} it does
     * nothing.
     *
     * @param task must not block
     */
    @Override
    public void execute(Runnable task) {
        inbox.add(task);
        LockSupport.unpark(thread);
    }

    /**
     * Runs a task on the thread at a deadline; from any thread.
     *
     * @param deadlineNanos a value of {@link #nanoTime()}; in the past means now
     * @param task must not block
     */
    public void at(long deadlineNanos, Runnable task) {
        if (Thread.currentThread() == thread) {
            timers.add(new Timer(deadlineNanos, timerCount++, task));
        } else {
            execute(() -> timers.add(new Timer(deadlineNanos, timerCount++, task)));
        }
    }

    /**
     * Computes something on the thread and waits for the result; also usable on the thread itself and after close.
     *
     * @param question must not block
     * @param <T> what it gives
     * @return its result
     */
    public <T> T ask(Supplier<T> question) {
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return await(answer, question);
    }

    private <T> T await(CompletableFuture<T> answer, Supplier<T> question) {
        while (!answer.isDone()) {
            if (!thread.isAlive() && !answer.isDone()) {
                return question.get();
            }
            try {
                return answer.get(100, TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.TimeoutException again) {
                log.trace("still waiting for the simulator's thread");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CompletionException("interrupted while waiting for the simulator", interrupted);
            } catch (java.util.concurrent.ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
            }
        }
        return answer.join();
    }

    private void run() {
        while (!closed) {
            runInbox();
            long now = clock.nanoTime();
            runDue(now);
            Timer next = timers.peek();
            long wake = next == null ? now + IDLE_NANOS : Math.max(next.deadline(), now + GRAIN_NANOS);
            if (inbox.isEmpty() && !closed) {
                clock.sleepUntil(wake);
            }
        }
        runInbox();
    }

    private void runInbox() {
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            runSafely(task);
        }
    }

    private void runDue(long now) {
        for (Timer next = timers.peek(); next != null && next.deadline() - now <= 0; next = timers.peek()) {
            timers.remove();
            runSafely(next.task());
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            log.error("a task of the simulator failed; the others go on", failed);
        }
    }

    /** Ends the thread after what it has in hand, and waits for it unless called on it. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private record Timer(long deadline, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byDeadline = Long.signum(deadline - other.deadline);
            return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
        }
    }
}
