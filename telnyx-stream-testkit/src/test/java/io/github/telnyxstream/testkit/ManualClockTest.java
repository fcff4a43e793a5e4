package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Executor THREADS = task -> new Thread(task).start();

    private final ManualClock clock = new ManualClock();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void note(String what) {
        log.add(what + " at " + TimeUnit.NANOSECONDS.toMillis(clock.nanoTime()));
    }

    @Test
    void standsStillUntilItIsAdvanced() {
        long before = clock.nanoTime();
        Instant day = clock.instant();
        clock.advance(Duration.ofMillis(20));
        assertThat(clock.nanoTime() - before).isEqualTo(20_000_000);
        assertThat(Duration.between(day, clock.instant())).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void runsEachTimerExactlyAtItsMomentAndInOrder() {
        clock.tryCallAt(millis(30), () -> note("third"));
        clock.tryCallAt(millis(10), () -> {
            note("first");
            clock.tryCallAt(millis(20), () -> note("second"));
        });

        clock.advance(Duration.ofMillis(25));
        assertThat(log).containsExactly("first at 10", "second at 20");
        clock.advance(Duration.ofMillis(25));
        assertThat(log).last().isEqualTo("third at 30");
    }

    @Test
    void runsWhatIsOverdueWhenItSettles() {
        clock.tryCallAt(0, () -> note("due"));
        assertThat(log).isEmpty();
        clock.settle();
        assertThat(log).containsExactly("due at 0");
    }

    @Test
    void stopsAsSoonAsSomethingIsSo() {
        clock.tryCallAt(millis(10), () -> note("it"));
        assertThat(clock.advanceUntil(() -> !log.isEmpty(), Duration.ofHours(1)))
                .isTrue();
        assertThat(clock.nanoTime()).isEqualTo(millis(10));
        assertThat(clock.advanceUntil(() -> false, Duration.ofMillis(5))).isFalse();
        assertThat(clock.nanoTime()).isEqualTo(millis(15));
    }

    @Test
    void standsStillWhileATaskOfAWorkerIsUnderWay() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        Executor workers = clock.holding(THREADS);
        clock.tryCallAt(
                millis(10),
                () -> workers.execute(() -> {
                    awaitQuietly(mayEnd);
                    note("worker");
                }));
        clock.tryCallAt(millis(20), () -> note("timer"));
        THREADS.execute(mayEnd::countDown);

        clock.advance(Duration.ofMillis(30));

        assertThat(log).containsExactly("worker at 10", "timer at 20");
    }

    @Test
    void settlesWhatTasksHandOn() {
        Executor workers = clock.holding(THREADS);
        workers.execute(() -> workers.execute(() -> clock.executor().execute(() -> note("handed on twice"))));
        clock.settle();
        assertThat(log).containsExactly("handed on twice at 0");
    }

    @Test
    void runsTasksOfItsOwnExecutorBeforeTimePasses() {
        clock.tryCallAt(millis(10), () -> clock.executor().execute(() -> note("listener")));
        clock.tryCallAt(millis(11), () -> note("timer"));
        clock.advance(Duration.ofMillis(20));
        assertThat(log).containsExactly("listener at 10", "timer at 11");
    }

    @Test
    void letsAParkedTaskGoOnExactlyWhenItsTimeHasComeAndWaitsForIt() {
        Executor workers = clock.holding(THREADS);
        workers.execute(() -> {
            for (int step = 1; step <= 50; step++) {
                parkQuietly(millis(step * 20L));
                note("parked");
            }
        });

        clock.advance(Duration.ofMillis(1000));

        assertThat(log).hasSize(50).first().isEqualTo("parked at 20");
        assertThat(log).last().isEqualTo("parked at 1000");
        clock.settle();
    }

    @Test
    void doesNotWaitForThePast() throws InterruptedException {
        clock.advance(Duration.ofSeconds(1));
        clock.parkUntil(millis(999));
        assertThat(clock.nanoTime()).isEqualTo(millis(1000));
    }

    @Test
    void letsGoOfATaskThatTheExecutorRefuses() {
        Executor full = clock.holding(task -> {
            throw new RejectedExecutionException();
        });
        assertThatThrownBy(() -> full.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        clock.settle();
    }

    @Test
    void saysWhereATaskWaitsThatKeepsItStanding() {
        ManualClock impatient = new ManualClock(Duration.ofMillis(50));
        CompletableFuture<Void> never = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        impatient.holding(THREADS).execute(() -> {
            begun.countDown();
            try {
                never.join();
            } catch (RuntimeException ended) {
                log.add("ended");
            }
        });
        Eventually.await(begun);

        assertThatThrownBy(impatient::settle)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time stands still")
                .satisfies(stuck -> assertThat(stuck.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(ManualClockTest.class.getName())));
        never.cancel(true);
    }

    @Test
    void refusesToBeMovedByItsOwnTasks() {
        AtomicBoolean refused = new AtomicBoolean();
        clock.tryCallAt(0, () -> {
            assertThatThrownBy(() -> clock.advance(Duration.ofMillis(1))).isInstanceOf(IllegalStateException.class);
            refused.set(true);
        });
        clock.settle();
        assertThat(refused).isTrue();
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void parkQuietly(long nanos) {
        try {
            clock.parkUntil(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
