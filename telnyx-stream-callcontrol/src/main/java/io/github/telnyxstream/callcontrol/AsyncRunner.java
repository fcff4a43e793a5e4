package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.http.Cancellation;
import io.github.telnyxstream.callcontrol.wire.DaemonPool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs blocking requests for the {@code …Async} methods, on the application's executor or a bounded pool. What is chained to a
 * request of the pool runs on threads beside it, so that it may wait for other requests. Thread-safe.
 */
final class AsyncRunner {

    private static final int THREADS = 32;
    private static final int QUEUE = 10_000;

    private final Optional<Executor> given;
    private final ThreadPoolExecutor beside =
            DaemonPool.create("telnyx-callcontrol-then-", 0, Integer.MAX_VALUE, new SynchronousQueue<>(), () -> {});
    private @Nullable ExecutorService own;
    private boolean closed;

    AsyncRunner(Optional<Executor> given) {
        this.given = given;
    }

    <T> CompletableFuture<T> run(Function<Cancellation, T> work) {
        Task<T> task = new Task<>(this, work);
        try {
            given.orElseGet(this::pool).execute(task);
        } catch (RuntimeException | Error full) { // whatever an executor throws, its owner must not wait for ever
            task.future.completeExceptionally(ApiFailures.cancelled("a request that found no thread", full));
        }
        return task.future;
    }

    /**
     * For what has to be done though the executor takes nothing more; never on the calling thread, which can be a timer's or the
     * engine's, not even if the executor would run it there.
     */
    <T> CompletableFuture<T> runSurely(Function<Cancellation, T> work) {
        Task<T> task = new Task<>(this, work);
        beside(() -> {
            try {
                given.orElseGet(this::pool).execute(task);
            } catch (RuntimeException | Error full) {
                task.run();
            }
        });
        return task.future;
    }

    private void beside(Runnable work) {
        try {
            beside.execute(work);
        } catch (RuntimeException | Error noThread) { // such as no memory for one
            work.run();
        }
    }

    private static final class Task<T> implements Runnable {

        private final CompletableFuture<T> future = new CompletableFuture<>();
        private final AsyncRunner runner;
        private final Function<Cancellation, T> work;
        private final Cancellation cancellation = new Cancellation();

        Task(AsyncRunner runner, Function<Cancellation, T> work) {
            this.runner = runner;
            this.work = work;
            // however it ends, by cancel, orTimeout or otherwise: what is still being done is not wanted any more
            CompletionStage<T> ended = future;
            ended.whenComplete((value, failure) -> cancellation.cancel());
        }

        @Override
        @SuppressWarnings(
                "CatchingUnchecked") // whatever ends the work has to end the future, or its owner waits for ever
        public void run() {
            if (future.isDone()) {
                return;
            }
            try {
                T value = work.apply(cancellation);
                end(() -> future.complete(value));
            } catch (RuntimeException | Error failure) {
                end(() -> future.completeExceptionally(failure));
            }
        }

        private void end(Runnable completion) {
            if (runner.given.isPresent()) {
                completion.run();
            } else {
                runner.beside(completion);
            }
        }

        void abandon() {
            future.completeExceptionally(ApiFailures.cancelled("a request that had not been started", null));
        }
    }

    private synchronized ExecutorService pool() {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        if (own == null) {
            own = DaemonPool.create(
                    "telnyx-callcontrol-", THREADS, THREADS, new LinkedBlockingQueue<>(QUEUE), () -> {});
        }
        return own;
    }

    /** Threads beside the pool end by themselves, because the last stages are completed on them. */
    void close() {
        List<Runnable> waiting = List.of();
        synchronized (this) {
            closed = true;
            if (own != null) {
                waiting = own.shutdownNow();
            }
        }
        for (Runnable task : waiting) {
            if (task instanceof Task<?> request) {
                request.abandon(); // without the lock, because it runs what the application has chained to the future
            }
        }
    }
}
