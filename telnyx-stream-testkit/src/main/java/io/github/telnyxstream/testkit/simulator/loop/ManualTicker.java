package io.github.telnyxstream.testkit.simulator.loop;

import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Timers that whoever moves the clock runs. */
final class ManualTicker extends Ticker {
    private final ManualClock clock;
    private volatile boolean closed;

    ManualTicker(ManualClock clock) {
        super(clock);
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        at(clock.nanoTime(), task);
    }

    @Override
    public void at(long deadlineNanos, Runnable task) {
        clock.tryCallAt(deadlineNanos, () -> {
            if (!closed) {
                runSafely(task);
            }
        });
    }

    @Override
    public <T> T ask(Supplier<T> question) {
        return clock.exclusively(question);
    }

    @Override
    public Runnable underWay(String what) {
        return clock.hold(what);
    }

    @Override
    public boolean await(CompletableFuture<?> done, Duration limit) {
        return clock.advanceUntil(done::isDone, limit);
    }

    @Override
    public void close() {
        closed = true;
    }
}
