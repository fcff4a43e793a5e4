package io.github.telnyxstream.testkit;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what other threads and processes do, without a limit that a slow machine could miss: it gives up only when
 * nothing has moved for a long while.
 *
 * <pre>{@code
 * Eventually.until(() -> recording.endings() == 1);
 * String answer = Eventually.result(future);
 * }</pre>
 *
 * <p>Whoever uses processor time moves: a thread of this JVM (other than the waiting one and those that only follow the clock,
 * as the engine's ticker does) or a process that it has started. On a busy machine that is less, but never nothing. After
 * 120 looks in a row, a second or more apart, in which nobody moved, waiting fails with an
 * {@link AssertionError} that says where the threads are. It does not fail before, whatever the time; and it is not for
 * waiting through a pause of real time that is longer than that.
 *
 * <p><b>Threads:</b> stateless; every waiting thread looks for itself. <b>Failure:</b> unless a method says otherwise, a
 * thread that is interrupted while it waits fails with an {@link AssertionError}, and stays interrupted.
 */
public final class Eventually {
    private static final long POLL_NANOS = 2_000_000;
    private static final long LOOK_MILLIS = 1_000;

    private Eventually() {}

    /**
     * Waits until something is so.
     *
     * @param condition asked again and again, every few milliseconds
     * @throws AssertionError if it throws, or nothing moves any more
     */
    public static void until(Callable<Boolean> condition) {
        Boolean unused = first(() -> {
            if (condition.call()) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
            return null;
        });
    }

    /**
     * Waits for a latch.
     *
     * @param latch counted down by others
     * @throws AssertionError if nothing moves any more
     */
    public static void await(CountDownLatch latch) {
        Boolean unused = first(() -> latch.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) ? true : null);
    }

    /**
     * Waits for a thread to end.
     *
     * @param thread started before
     * @throws AssertionError if nothing moves any more
     */
    public static void ended(Thread thread) {
        Boolean unused = first(() -> {
            thread.join(LOOK_MILLIS);
            return thread.isAlive() ? null : true;
        });
    }

    /**
     * Waits for a process to end.
     *
     * @param process a child of this JVM
     * @return its exit code
     * @throws AssertionError if nothing moves any more
     */
    public static int exitOf(Process process) {
        return first(() -> process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) ? process.exitValue() : null);
    }

    /**
     * Waits for the next element of a queue and takes it.
     *
     * @param queue filled by others
     * @param <T> what it holds
     * @return the element
     * @throws AssertionError if nothing moves any more
     */
    public static <T> T next(BlockingQueue<T> queue) {
        return first(() -> queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    }

    /**
     * Waits for a result.
     *
     * @param future completed by others
     * @param <T> what it gives
     * @return the result
     * @throws ExecutionException if it completes exceptionally
     * @throws InterruptedException if the thread is interrupted
     * @throws java.util.concurrent.CancellationException if it is cancelled
     * @throws AssertionError if nothing moves any more
     */
    public static <T extends @Nullable Object> T result(Future<T> future)
            throws ExecutionException, InterruptedException {
        Standstill standstill = new Standstill();
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                standstill.look();
            }
        }
    }

    /** The first that is not null; each attempt waits for a moment. */
    private static <T> T first(Callable<@Nullable T> attempt) {
        Standstill standstill = new Standstill();
        try {
            while (true) {
                T found = attempt.call();
                if (found != null) {
                    return found;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                standstill.look();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", interrupted);
        } catch (Exception broken) {
            throw new AssertionError("what was waited for has failed: " + broken, broken);
        }
    }
}
