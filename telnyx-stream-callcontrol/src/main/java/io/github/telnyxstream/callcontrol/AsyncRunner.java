package io.github.telnyxstream.callcontrol;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs blocking requests for the {@code …Async} methods, on the application's executor or a bounded pool. Thread-safe. */
final class AsyncRunner {

    private static final int THREADS = 32;
    private static final int QUEUE = 10_000;

    private final Optional<Executor> given;
    private @Nullable ExecutorService own;
    private boolean closed;

    AsyncRunner(Optional<Executor> given) {
        this.given = given;
    }

    <T> CompletableFuture<T> run(Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        CompletableFuture<T> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                boolean cancelled = super.cancel(mayInterruptIfRunning);
                if (cancelled) {
                    cancellation.cancel();
                }
                return cancelled;
            }
        };
        try {
            given.orElseGet(this::pool).execute(new Task<>(future, work, cancellation));
        } catch (RejectedExecutionException full) {
            future.completeExceptionally(ApiFailures.cancelled("a request that found no thread", full));
        }
        return future;
    }

    private record Task<T>(CompletableFuture<T> future, Function<Cancellation, T> work, Cancellation cancellation)
            implements Runnable {

        @Override
        @SuppressWarnings(
                "CatchingUnchecked") // whatever ends the work has to end the future, or its owner waits for ever
        public void run() {
            if (future.isDone()) {
                return;
            }
            try {
                future.complete(work.apply(cancellation));
            } catch (RuntimeException | Error failure) {
                future.completeExceptionally(failure);
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
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
                        Thread thread = new Thread(task, "telnyx-callcontrol-" + number.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            own = pool;
        }
        return own;
    }

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
