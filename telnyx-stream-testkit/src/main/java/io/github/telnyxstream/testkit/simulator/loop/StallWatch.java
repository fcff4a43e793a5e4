package io.github.telnyxstream.testkit.simulator.loop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Gives up what waits for the application when the application has not moved at all for a while of real time: no answer,
 * no request, no message, on any call. A machine that is merely slow always moves somewhere.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public final class StallWatch {
    private static final long LOOK_MILLIS = 1000;

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Executor later;
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
    private volatile long movedNanos;
    private boolean looking;

    private record Waiting(CompletableFuture<?> future, String forWhat) {}

    /**
     * A watch.
     *
     * @param patience how long everything may stand still
     */
    public StallWatch(Duration patience) {
        this(patience, System::nanoTime, CompletableFuture.delayedExecutor(LOOK_MILLIS, TimeUnit.MILLISECONDS));
    }

    StallWatch(Duration patience, LongSupplier nanoTime, Executor later) {
        this.patience = patience;
        this.nanoTime = nanoTime;
        this.later = later;
        movedNanos = nanoTime.getAsLong();
    }

    /** The application did something. */
    public void moved() {
        movedNanos = nanoTime.getAsLong();
    }

    /**
     * Fails a future with a {@link TimeoutException} when everything stands still.
     *
     * @param future completed by what the application does; its completion counts as a move
     * @param forWhat for a person: nobody ...
     * @param <T> what it gives
     * @return the same future
     */
    public <T> CompletableFuture<T> watch(CompletableFuture<T> future, String forWhat) {
        if (future.isDone()) {
            return future;
        }
        if (waiting.isEmpty()) {
            moved();
        }
        Waiting one = new Waiting(future, forWhat);
        waiting.add(one);
        CompletableFuture<T> unused = future.whenComplete((result, failure) -> {
            moved();
            waiting.remove(one);
        });
        look();
        return future;
    }

    private synchronized void look() {
        if (!looking && !waiting.isEmpty()) {
            looking = true;
            later.execute(this::lookAgain);
        }
    }

    private void lookAgain() {
        synchronized (this) {
            looking = false;
        }
        if (nanoTime.getAsLong() - movedNanos > patience.toNanos()) {
            for (Waiting one : waiting) {
                one.future()
                        .completeExceptionally(new TimeoutException("for " + patience.toSeconds() + " s nobody "
                                + one.forWhat() + ", and nothing else moves"));
            }
        }
        look();
    }
}
