package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.stream.Playback;
import io.github.telnyxstream.stream.PlaybackPosition;
import io.github.telnyxstream.stream.PlaybackResult;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HangupAfterTest extends AgainstStandIn {

    @Test
    void hangsUpWhenAPlaybackHasEndedHoweverItEnded() throws Exception {
        telnyx.accepts();
        CompletableFuture<String> playback = new CompletableFuture<>();

        var done = calls.call("c").hangupAfter(playback, Duration.ofMinutes(10));

        assertThat(telnyx.server.getRequestCount()).isZero();
        playback.completeExceptionally(new IllegalStateException("interrupted"));
        assertThat(Eventually.result(done.toCompletableFuture()).result()).isEqualTo("ok");
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
        assertThat(Eventually.result(done.toCompletableFuture()).result()).isEqualTo("ok");
    }

    @Test
    void hangsUpAtTheLatestWhenAPlaybackNeverEnds() throws Exception {
        telnyx.accepts();

        var done = calls.call("c").hangupAfter(new CompletableFuture<>(), Duration.ofMillis(1));

        assertThat(Eventually.result(done.toCompletableFuture()).result()).isEqualTo("ok");
    }

    @Test
    void doesNotHangUpAfterItWasCancelled() throws Exception {
        BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
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

            assertThat(Eventually.next(tasks))
                    .as("the hang-up that nobody has cancelled")
                    .isNotNull();
            assertThat(tasks).isEmpty();
            assertThat(cancelled).isCancelled();
            assertThat(kept).isNotDone();
            assertThat(playback).as("what was waited for").isCompletedWithValue("played");
        }
    }

    static Stream<Executor> executorsThatTakeNothing() {
        return Stream.of(
                task -> {
                    throw new RejectedExecutionException("full");
                },
                task -> {
                    throw new IllegalStateException("shut down in its own way");
                },
                task -> {
                    throw new AssertionError("no memory for a thread, say");
                });
    }

    @ParameterizedTest
    @MethodSource("executorsThatTakeNothing")
    void hangsUpThoughTheExecutorTakesNothing(Executor broken) throws Exception {
        telnyx.accepts();
        try (CallControl stuck = telnyx.client().executor(broken).build()) {
            assertThat(Eventually.result(stuck.call("c")
                            .hangupAfter(new CompletableFuture<>(), Duration.ofMillis(1))
                            .toCompletableFuture()))
                    .isNotNull();
            assertThat(stuck.call("c").hangupAsync().toCompletableFuture())
                    .as("others fail instead of never ending")
                    .isCompletedExceptionally();
        }
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void leavesTheTimerAndWhoeverFinishedAloneWhenTheExecutorWouldRunItThere() throws Exception {
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        Executor callerRuns = task -> threads.add(Thread.currentThread());
        CompletableFuture<String> finished = new CompletableFuture<>();
        try (CallControl inline = telnyx.client().executor(callerRuns).build()) {
            inline.call("c").hangupAfter(new CompletableFuture<>(), Duration.ofMillis(1));
            Thread byTimer = Eventually.next(threads);
            inline.call("d").hangupAfter(finished, Duration.ofMinutes(10));
            finished.complete("by this thread");
            Thread byFinish = Eventually.next(threads);

            assertThat(byTimer.getName()).startsWith("telnyx-callcontrol-");
            assertThat(byFinish.getName()).startsWith("telnyx-callcontrol-");
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
            Eventually.until(() -> !failures.isEmpty());
        }
        assertThat(failures.get(0).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void passesTheRefusalOnAsItIs() {
        telnyx.refuses(404, "10005");

        CompletableFuture<CommandResult> stage = calls.call("c")
                .hangupAfter(CompletableFuture.completedStage("played"), Duration.ofMinutes(10))
                .toCompletableFuture();

        assertThatThrownBy(() -> Eventually.result(stage))
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
