package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tries that the deadline cuts short, and pauses that somebody cancels. */
class StoppedTriesTest {

    private TelnyxStandIn telnyx;

    @BeforeEach
    void start() throws Exception {
        telnyx = new TelnyxStandIn();
    }

    @AfterEach
    void stop() {
        telnyx.close();
    }

    @Test
    void cutsATryShortAtTheDeadlineOfAllTries() {
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        try (CallControl patient = telnyx.client()
                .timeouts(Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofMillis(300))
                .build()) {
            CompletableFuture<CommandResult> stage =
                    patient.call("c").answerAsync().toCompletableFuture();

            Eventually.until(stage::isDone); // long before the ten minutes that one try may take
            assertThat(stage)
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            CallControlException.class,
                            late -> assertThat(late.kind()).isEqualTo(Kind.TIMEOUT));
        }
        assertThat(telnyx.pauses).isEmpty();
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void cutsTheSecondTryShortByWhatTheFirstHasTaken() {
        telnyx.refuses(503, "10037", "Retry-After-Ms", "29900");
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        try (CallControl patient = telnyx.client()
                .timeouts(Duration.ofSeconds(20), Duration.ofMinutes(10), Duration.ofSeconds(30))
                .build()) {
            CompletableFuture<CommandResult> stage =
                    patient.call("c").answerAsync().toCompletableFuture();

            Eventually.until(stage::isDone);
            assertThat(stage)
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(
                            CallControlException.class,
                            late -> assertThat(late.kind()).isEqualTo(Kind.TIMEOUT));
        }
        assertThat(telnyx.pauses).containsExactly(Duration.ofMillis(29_900));
        assertThat(telnyx.server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void sendsNothingMoreAndReleasesTheSleeperWhenItsStageIsCancelledDuringThePause() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<CallControlException> failure = new CompletableFuture<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                failure.complete(reason);
            }
        };
        telnyx.answers(500, "").accepts();
        try (CallControl sleepy = telnyx.client()
                .observer(observer)
                .time(Clock.systemUTC(), System::nanoTime, pause -> {
                    asleep.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        released.countDown();
                    }
                })
                .build()) {
            CompletableFuture<CommandResult> stage =
                    sleepy.call("c").answerAsync().toCompletableFuture();
            Eventually.await(asleep);

            assertThat(stage.cancel(true)).isTrue();

            Eventually.await(released);
            assertThat(Eventually.result(failure).kind()).isEqualTo(Kind.CANCELLED);
            assertThat(Eventually.result(sleepy.call("d").hangupAsync().toCompletableFuture()))
                    .as("the pool's threads are free of the interrupt")
                    .isNotNull();
        }
        assertThat(telnyx.server.getRequestCount())
                .as("the first try, and that of the other call")
                .isEqualTo(2);
    }

    @Test
    void sendsNothingMoreWhenItsStageTimesOutByItself() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        CompletableFuture<CallControlException> failure = new CompletableFuture<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                failure.complete(reason);
            }
        };
        telnyx.answers(500, "").accepts();
        try (CallControl sleepy = telnyx.client()
                .observer(observer)
                .time(Clock.systemUTC(), System::nanoTime, pause -> {
                    asleep.countDown();
                    new CountDownLatch(1).await();
                })
                .build()) {
            CompletableFuture<CommandResult> stage =
                    sleepy.call("c").answerAsync().toCompletableFuture();
            Eventually.await(asleep);

            stage.orTimeout(1, TimeUnit.MILLISECONDS);

            assertThat(Eventually.result(failure).kind()).isEqualTo(Kind.CANCELLED);
        }
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void letsWhatIsChainedToARequestWaitForAnother() throws Exception {
        telnyx.server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .body("{\"data\":{\"result\":\"ok\"}}")
                        .build();
            }
        });
        try (CallControl calls = telnyx.client().build()) {
            CompletableFuture<?>[] stages = IntStream.range(0, 64) // twice as many as there are threads
                    .mapToObj(i -> calls.call("c" + i)
                            .answerAsync()
                            .thenApply(answered -> calls.call("c" + i)
                                    .hangupAsync()
                                    .toCompletableFuture()
                                    .join())
                            .toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);

            Eventually.result(CompletableFuture.allOf(stages));
        }
    }
}
