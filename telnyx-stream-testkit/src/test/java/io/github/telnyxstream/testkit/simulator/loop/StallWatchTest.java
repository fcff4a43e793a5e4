package io.github.telnyxstream.testkit.simulator.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallWatchTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<Runnable> looks = new ArrayDeque<>();
    private final StallWatch watch = new StallWatch(Duration.ofSeconds(60), nanos::get, looks::add);
    private final CompletableFuture<String> slow = watch.watch(new CompletableFuture<>(), "answers");

    private void passSeconds(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nanos.addAndGet(1_000_000_000);
            looks.remove().run();
        }
    }

    @Test
    void givesUpWhenNothingMoves() {
        passSeconds(60);
        assertThat(slow).isNotDone();
        passSeconds(1);
        assertThatThrownBy(slow::get).hasCauseInstanceOf(TimeoutException.class).hasMessageContaining("nobody answers");
        assertThat(looks).isEmpty();
    }

    @Test
    void waitsForTheSlowAsLongAsAnythingElseMoves() {
        for (int minute = 0; minute < 60; minute++) {
            passSeconds(59);
            watch.moved();
        }
        assertThat(slow).isNotDone();
        slow.complete("yes");
        assertThat(slow.join()).isEqualTo("yes");
    }

    @Test
    void countsAnAnswerToAnotherAsAMove() {
        CompletableFuture<String> other = watch.watch(new CompletableFuture<>(), "answers");
        passSeconds(59);
        other.complete("here");
        passSeconds(59);
        assertThat(slow).isNotDone();
    }
}
