package io.github.telnyxstream.testkit.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TickerTest {
    private final ManualClock clock = new ManualClock();
    private final Ticker ticker = Ticker.on(clock);

    /** Or an hour could pass between a download and the moment at which it begins to play. */
    @Test
    void keepsTimeFromPassingUntilWhoeverWaitsHasBeenTold() throws Exception {
        CompletableFuture<String> outside = new CompletableFuture<>();
        List<Duration> taken = new ArrayList<>();
        long began = ticker.nanoTime();
        CompletableFuture<String> told = ticker.underWay("a download", outside);
        Thread mover = new Thread(() -> clock.advance(Duration.ofHours(1)));
        CompletableFuture<Void> asked = told.thenAccept(text -> {
            mover.start();
            awaitStandstill(mover);
            ticker.execute(() -> taken.add(Duration.ofNanos(ticker.nanoTime() - began)));
        });
        outside.complete("file");
        asked.join();
        mover.join();

        assertThat(taken).containsExactly(Duration.ZERO);
    }

    private static void awaitStandstill(Thread mover) {
        while (mover.getState() != Thread.State.WAITING
                && mover.getState() != Thread.State.TIMED_WAITING
                && mover.getState() != Thread.State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void tellsOfAFailureToo() {
        assertThat(ticker.underWay("a download", CompletableFuture.failedFuture(new IllegalStateException("gone"))))
                .isCompletedExceptionally();
        clock.advance(Duration.ofSeconds(1));
    }
}
