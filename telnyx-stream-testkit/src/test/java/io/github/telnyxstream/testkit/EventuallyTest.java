package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean moves = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final Standstill standstill = new Standstill(nanos::get, () -> {
        looks.incrementAndGet();
        return moves.get();
    });

    private void looksOnceASecond(int times) {
        for (int n = 0; n < times; n++) {
            nanos.addAndGet(SECOND);
            standstill.look();
        }
    }

    @Test
    void givesUpWhenNothingHasMovedForManyLooks() {
        looksOnceASecond(Standstill.LONGEST_REST - 1);

        assertThatThrownBy(() -> looksOnceASecond(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("nothing moves any more")
                .hasMessageContaining(Thread.currentThread().getName());
    }

    @Test
    void neverGivesUpWhileSomethingMovesNowAndThen() {
        for (int n = 0; n < 100; n++) {
            moves.set(false);
            looksOnceASecond(Standstill.LONGEST_REST - 1);
            moves.set(true);
            looksOnceASecond(1);
        }
        assertThat(looks).hasValue(100 * Standstill.LONGEST_REST);
    }

    @Test
    void countsLooksAndNotTheTimeInWhichItGotNoTurnItself() {
        nanos.addAndGet(10_000 * SECOND);
        standstill.look();
        standstill.look();

        assertThat(looks).hasValue(1);
    }

    @Test
    void takesAThreadThatWorksForAMoveAndOneThatWaitsForRest() {
        CountDownLatch worked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Standstill.Movement movement = new Standstill.Movement();
        movement.getAsBoolean();
        Thread busy = new Thread(() -> {
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            while (threads.getCurrentThreadCpuTime() < SECOND / 10) {
                Thread.onSpinWait();
            }
            worked.countDown();
            Eventually.await(over);
        });
        busy.start();
        Eventually.await(worked);

        assertThat(movement.getAsBoolean()).isTrue();
        Eventually.until(() -> !movement.getAsBoolean());
        over.countDown();
        Eventually.ended(busy);
    }

    @Test
    void waitsForWhatOthersDo() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        CompletableFuture<String> future = new CompletableFuture<>();
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        AtomicInteger count = new AtomicInteger();
        Thread other = new Thread(() -> {
            latch.countDown();
            future.complete("done");
            queue.add("next");
            count.set(3);
        });
        other.start();
        Eventually.await(latch);

        assertThat(Eventually.result(future)).isEqualTo("done");
        assertThat(Eventually.next(queue)).isEqualTo("next");
        Eventually.until(() -> count.get() == 3);
        Eventually.ended(other);
    }

    @Test
    void failsAsWhatItWaitsForFails() {
        CompletableFuture<String> failed = CompletableFuture.failedFuture(new IllegalStateException("mine"));

        assertThatThrownBy(() -> Eventually.result(failed))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("mine");
        assertThatThrownBy(() -> Eventually.until(() -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(AssertionError.class)
                .hasRootCauseMessage("mine");
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> Eventually.until(() -> false)).isInstanceOf(AssertionError.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
