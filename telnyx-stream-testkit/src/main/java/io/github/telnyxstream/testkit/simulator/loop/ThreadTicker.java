package io.github.telnyxstream.testkit.simulator.loop;

import io.github.telnyxstream.stream.StreamClock;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Timers with a thread of their own. */
final class ThreadTicker extends Ticker {
    private static final Logger log = LoggerFactory.getLogger(ThreadTicker.class);

    /** Deadlines closer together than this share a wake-up. */
    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamClock clock;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "telnyx-simulator");
    /** So that whoever hands over a task wakes the thread only when it sleeps. */
    private volatile boolean sleeping;

    private volatile boolean closed;
    private long timerCount;

    ThreadTicker(StreamClock clock) {
        super(clock);
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void execute(Runnable task) {
        inbox.add(task);
        if (sleeping) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void at(long deadlineNanos, Runnable task) {
        if (Thread.currentThread() == thread) {
            timers.add(new Timer(deadlineNanos, timerCount++, task));
        } else {
            execute(() -> timers.add(new Timer(deadlineNanos, timerCount++, task)));
        }
    }

    @Override
    public <T> T ask(Supplier<T> question) {
        if (Thread.currentThread() == thread || !thread.isAlive()) {
            return question.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        execute(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException | Error failed) {
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
            } catch (TimeoutException again) {
                log.trace("still waiting for the simulator's thread");
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CompletionException("interrupted while waiting for the simulator", interrupted);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : new CompletionException(failed);
            }
        }
        return answer.join();
    }

    @Override
    public Runnable underWay(String what) {
        return () -> {};
    }

    @Override
    public boolean await(CompletableFuture<?> done, Duration limit) throws InterruptedException {
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("what is awaited never fails", failed);
        }
    }

    private void run() {
        while (!closed) {
            runInbox();
            long now = clock.nanoTime();
            runDue(now);
            Timer next = timers.peek();
            sleepUntil(next == null ? now + IDLE_NANOS : Math.max(next.deadline(), now + GRAIN_NANOS));
        }
        runInbox();
    }

    private void sleepUntil(long deadline) {
        sleeping = true;
        try {
            if (inbox.isEmpty() && !closed) {
                clock.parkUntil(deadline);
            }
        } catch (InterruptedException stray) {
            log.warn("somebody interrupts the simulator's thread; it goes on", stray);
        } finally {
            sleeping = false;
        }
    }

    /** All of it, before anything that is due: a frame that has come must be there when its moment is played. */
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
