package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.testkit.Eventually;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests that somebody or something stops. */
class ClosingTest {

    private TelnyxStandIn telnyx;

    @BeforeEach
    void start() throws Exception {
        telnyx = new TelnyxStandIn();
    }

    @AfterEach
    void stop() {
        telnyx.close();
    }

    private static Kind kind(Runnable work) {
        CallControlException failed = catchThrowableOfType(CallControlException.class, work::run);
        assertThat(failed).as("has to fail").isNotNull();
        return failed.kind();
    }

    private static void assertCancelled(CompletableFuture<?> stage) {
        Eventually.until(stage::isDone);
        assertThat(stage)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        CallControlException.class,
                        reason -> assertThat(reason.kind()).isEqualTo(Kind.CANCELLED));
    }

    @Test
    void endsWaitingAndRunningRequestsWhenTheClientIsClosed() {
        for (int i = 0; i < 32; i++) {
            telnyx.server.enqueue(new MockResponse.Builder()
                    .headersDelay(10, TimeUnit.MINUTES)
                    .build());
        }
        CallControl calls = telnyx.client().build();
        List<CompletableFuture<CommandResult>> stages = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // more than the pool has threads
            stages.add(calls.call("c").hangupAsync().toCompletableFuture());
        }
        telnyx.request();
        calls.close();

        stages.forEach(ClosingTest::assertCancelled);
        assertThat(telnyx.pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endsARequestWhoseAnswerHasBegunToCome(boolean blocking) {
        telnyx.server.enqueue(new MockResponse.Builder()
                .body("{\"data\":{\"result\":\"ok\"}}")
                .bodyDelay(10, TimeUnit.MINUTES)
                .build());
        CallControl calls = telnyx.client().build();
        CompletableFuture<CommandResult> hangup = blocking
                ? CompletableFuture.supplyAsync(() -> calls.call("c").hangup())
                : calls.call("c").hangupAsync().toCompletableFuture();
        Eventually.until(ClosingTest::somebodyReadsABody);

        calls.close();

        assertCancelled(hangup);
    }

    /** Whether the head of an answer has come; nothing that can be seen from outside tells. */
    private static boolean somebodyReadsABody() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(ApiClient.class.getName() + "$Answer"));
    }

    @Test
    void wakesABlockedCallerFromThePauseBetweenTwoTries() throws Exception {
        telnyx.answers(503, "", "Retry-After", "8").accepts();
        CountDownLatch asleep = new CountDownLatch(1);
        CallControl calls = telnyx.client()
                .time(Clock.systemUTC(), System::nanoTime, pause -> {
                    asleep.countDown();
                    new CountDownLatch(1).await();
                })
                .build();
        CompletableFuture<Kind> failed =
                CompletableFuture.supplyAsync(() -> kind(() -> calls.call("c").hangup()));
        Eventually.await(asleep);

        calls.close();

        assertThat(Eventually.result(failed)).isEqualTo(Kind.CANCELLED);
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void cancelsRequestsAfterClosing() {
        CallControl calls = telnyx.client().build();
        calls.close();
        calls.close();

        assertThat(kind(() -> calls.call("c").answer())).isEqualTo(Kind.CANCELLED);
        assertThat(telnyx.server.getRequestCount()).isZero();
    }

    @Test
    void namesAnInterruptedThreadCancelledAndKeepsTheInterrupt() {
        telnyx.accepts();
        try (CallControl calls = telnyx.client().build()) {
            Thread.currentThread().interrupt();
            Kind kind = kind(() -> calls.call("c").answer());
            assertThat(Thread.interrupted()).isTrue();
            assertThat(kind).isEqualTo(Kind.CANCELLED);
        } finally {
            Thread.interrupted(); // whatever went wrong, not for the next test
        }
    }

    @Test
    void triesABrokenHandshakeAgainButNotADistrustedCertificate() {
        assertThat(isRetryable(new SSLException("reset"))).isTrue();
        assertThat(isRetryable(new SSLHandshakeException("closed"))).isTrue();
        assertThat(isRetryable(new SSLPeerUnverifiedException("another name"))).isFalse();
        SSLException distrust = new SSLHandshakeException("no path");
        distrust.initCause(new CertificateException("expired"));
        assertThat(isRetryable(distrust)).isFalse();
    }

    private static boolean isRetryable(SSLException failure) {
        CallControlException failed = ApiFailures.noAnswer("speak", "api.example", failure, false);
        assertThat(failed.kind()).isEqualTo(Kind.TLS);
        return failed.isRetryable();
    }

    @Test
    void neverPausesLongerThanEightSecondsUnlessAsked() {
        RetryPauses pauses = new RetryPauses(Clock.systemUTC());
        for (int tries = 5; tries < 100; tries++) {
            assertThat(pauses.backoff(tries)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
        }
        assertThat(pauses.backoff(Integer.MAX_VALUE)).isLessThanOrEqualTo(Duration.ofSeconds(8));
    }
}
