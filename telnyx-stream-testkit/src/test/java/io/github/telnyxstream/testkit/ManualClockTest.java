package io.github.telnyxstream.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock();

    private CompletableFuture<Void> parkUntilMillis(long millis) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        clock.parkUntil(TimeUnit.MILLISECONDS.toNanos(millis));
                    } catch (InterruptedException interrupted) {
                        throw new CompletionException(interrupted);
                    }
                },
                task -> new Thread(task).start());
    }

    @Test
    void standsStillUntilItIsAdvanced() {
        long before = clock.nanoTime();
        clock.advance(Duration.ofMillis(20));
        assertThat(clock.nanoTime() - before).isEqualTo(20_000_000);
    }

    @Test
    void letsThreadGoOnOnlyWhenItsTimeHasCome() throws InterruptedException {
        CompletableFuture<Void> parked = parkUntilMillis(40);
        assertThat(clock.awaitParked(1, PATIENCE)).isTrue();
        clock.advance(Duration.ofMillis(39));
        assertThat(clock.awaitParked(1, PATIENCE)).isTrue();
        assertThat(parked).isNotDone();
        clock.advance(Duration.ofMillis(1));
        parked.join();
    }

    @Test
    void doesNotCountThreadsWhoseTimeHasCome() throws InterruptedException {
        CompletableFuture<Void> parked = parkUntilMillis(5);
        assertThat(clock.awaitParked(1, PATIENCE)).isTrue();
        clock.advance(Duration.ofMillis(5));
        assertThat(clock.awaitParked(1, Duration.ofMillis(1))).isFalse();
        parked.join();
    }

    @Test
    void doesNotWaitForThePast() throws InterruptedException {
        clock.advance(Duration.ofSeconds(1));
        clock.parkUntil(TimeUnit.MILLISECONDS.toNanos(999));
        assertThat(clock.awaitParked(1, Duration.ZERO)).isFalse();
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }
}
