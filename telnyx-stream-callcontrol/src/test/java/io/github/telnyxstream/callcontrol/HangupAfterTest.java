package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.PlaybackPosition;
import io.github.telnyxstream.stream.PlaybackResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HangupAfterTest extends AgainstStandIn {

    @Test
    void hangsUpWhenAPlaybackHasEndedHoweverItEnded() throws Exception {
        telnyx.accepts();
        CompletableFuture<String> playback = new CompletableFuture<>();

        var done = calls.call("c").hangupAfter(playback, Duration.ofMinutes(10));

        assertThat(telnyx.server.getRequestCount()).isZero();
        playback.completeExceptionally(new IllegalStateException("interrupted"));
        assertThat(done.toCompletableFuture().get(30, TimeUnit.SECONDS).result())
                .isEqualTo("ok");
    }

    @Test
    void hangsUpWhenTheCallerHasHeardAPlayback() throws Exception {
        telnyx.accepts();
        CompletableFuture<PlaybackResult> result = new CompletableFuture<>();
        Playback playback = new Playback() {
            @Override
            public boolean isActive() {
                return !result.isDone();
            }

            @Override
            public PlaybackPosition position() {
                return PlaybackPosition.START;
            }

            @Override
            public CompletionStage<PlaybackResult> result() {
                return result;
            }
        };

        var done = calls.call("c").hangupAfter(playback, Duration.ofMinutes(10));

        result.complete(PlaybackResult.played(Duration.ofSeconds(2)));
        assertThat(done.toCompletableFuture().get(30, TimeUnit.SECONDS).result())
                .isEqualTo("ok");
    }

    @Test
    void hangsUpAtTheLatestWhenAPlaybackNeverEnds() throws Exception {
        telnyx.accepts();

        var done = calls.call("c").hangupAfter(new CompletableFuture<>(), Duration.ofMillis(1));

        assertThat(done.toCompletableFuture().get(30, TimeUnit.SECONDS).result())
                .isEqualTo("ok");
    }

    @Test
    void doesNotHangUpAfterItWasCancelled() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        try (CallControl queued = telnyx.client().executor(tasks::add).build()) {
            CompletableFuture<String> playback = new CompletableFuture<>();
            CompletableFuture<CommandResult> cancelled = queued.call("c")
                    .hangupAfter(playback, Duration.ofMinutes(10))
                    .toCompletableFuture();
            CompletableFuture<CommandResult> kept = queued.call("c")
                    .hangupAfter(playback, Duration.ofMinutes(10))
                    .toCompletableFuture();

            assertThat(cancelled.cancel(false)).isTrue();
            playback.complete("played");

            assertThat(tasks).as("the hang-up that nobody has cancelled").hasSize(1);
            assertThat(cancelled).isCancelled();
            assertThat(kept).isNotDone();
            assertThat(playback).as("what was waited for").isCompletedWithValue("played");
        }
    }

    @Test
    void doesNotHangUpWhenItsTimeComesAfterItWasCancelled() {
        List<Runnable> tasks = new ArrayList<>();
        try (CallControl queued = telnyx.client().executor(tasks::add).build()) {
            CompletableFuture<CommandResult> stage = queued.call("c")
                    .hangupAfter(new CompletableFuture<>(), Duration.ofDays(1))
                    .toCompletableFuture();
            stage.completeExceptionally(new IllegalStateException("whoever ends the stage, ends the plan"));

            CompletableFuture<CommandResult> never = queued.call("c")
                    .hangupAfter(new CompletableFuture<>(), Duration.ofSeconds(Long.MAX_VALUE))
                    .toCompletableFuture();
            assertThat(never.cancel(true)).isTrue();
            assertThat(tasks).isEmpty();
        }
    }

    @Test
    void stopsAHangUpOnTheWireWhenItIsCancelled() {
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        List<CallControlException> failures = new CopyOnWriteArrayList<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                failures.add(reason);
            }
        };
        try (CallControl observed = telnyx.client().observer(observer).build()) {
            CompletionStage<CommandResult> stage =
                    observed.call("c").hangupAfter(CompletableFuture.completedStage("played"), Duration.ofMinutes(10));
            telnyx.request();
            stage.toCompletableFuture().cancel(true);
            Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> !failures.isEmpty());
        }
        assertThat(failures.get(0).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void passesTheRefusalOnAsItIs() {
        telnyx.refuses(404, "10005");

        CompletableFuture<CommandResult> stage = calls.call("c")
                .hangupAfter(CompletableFuture.completedStage("played"), Duration.ofMinutes(10))
                .toCompletableFuture();

        assertThatThrownBy(() -> stage.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CallControlException.class);
    }

    @Test
    void refusesANegativeLimit() {
        assertThatThrownBy(() -> calls.call("c").hangupAfter(new CompletableFuture<>(), Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("atTheLatest");
    }
}
