package io.github.telnyxstream.testkit.simulator.loop;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers of one thread at a time. Everything that changes a call runs here, so that calls need no lock and hundreds of
 * them need no hundreds of threads. Timers fire on absolute deadlines; a late timer fires at once and none is skipped.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public abstract class Ticker implements Executor, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ticker.class);

    private final StreamClock clock;

    Ticker(StreamClock clock) {
        this.clock = clock;
    }

    /**
     * A ticker on a clock: with a thread of its own, or driven by whoever moves a {@link ManualClock}.
     *
     * @param clock the time that deadlines refer to
     * @return running, to be closed
     */
    public static Ticker on(StreamClock clock) {
        return clock instanceof ManualClock manual ? new ManualTicker(manual) : new ThreadTicker(clock);
    }

    /**
     * The time that deadlines refer to.
     *
     * @return nanoseconds of the clock
     */
    public final long nanoTime() {
        return clock.nanoTime();
    }

    /**
     * Runs a task soon and in order of submission; from any thread. After {@link #close()} it does nothing.
     *
     * @param task must not block
     */
    @Override
    public abstract void execute(Runnable task);

    /**
     * Runs a task at a deadline; from any thread.
     *
     * @param deadlineNanos a value of {@link #nanoTime()}; in the past means now
     * @param task must not block
     */
    public abstract void at(long deadlineNanos, Runnable task);

    /**
     * Computes something while no task runs, and waits for the result; also usable within a task and after close.
     *
     * @param question must not block
     * @param <T> what it gives
     * @return its result
     */
    public abstract <T> T ask(Supplier<T> question);

    /**
     * Tells that something is under way outside which will come back: a clock that makes its own time stands still
     * meanwhile.
     *
     * @param what for a person
     * @return to be run when it has come back
     */
    public abstract Runnable underWay(String what);

    /**
     * Lets a clock that makes its own time stand still until something has come back from outside, and until whoever has asked
     * for the result by then has been told.
     *
     * @param what for a person
     * @param result of what is under way
     * @param <T> what it gives
     * @return the same result
     */
    public final <T> CompletableFuture<T> underWay(String what, CompletableFuture<T> result) {
        Runnable back = underWay(what);
        CompletableFuture<T> told = new CompletableFuture<>();
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(failure);
            }
            back.run();
        });
        return told;
    }

    /**
     * Waits until something has come about: in real time, or by moving the clock.
     *
     * @param done completed when it has
     * @param limit for how long at most, by the clock
     * @return whether it has
     * @throws InterruptedException if the thread is interrupted
     */
    public abstract boolean await(CompletableFuture<?> done, Duration limit) throws InterruptedException;

    /** Ends after what is in hand, and waits for that unless called within a task. */
    @Override
    public abstract void close();

    static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error failed) {
            // or the thread would end, and with it every other call
            log.error("a task of the simulator failed; the others go on", failed);
        }
    }
}
