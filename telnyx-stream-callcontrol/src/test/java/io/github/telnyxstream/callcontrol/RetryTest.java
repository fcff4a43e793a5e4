package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest extends AgainstStandIn {

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504})
    void repeatsWithTheSameCommandIdAfterAStatusThatMayPass(int status) throws Exception {
        telnyx.answers(status, "<html>busy</html>").answers(status, "").accepts();

        CommandResult result = calls.call("c").hangup();

        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(TelnyxStandIn.body(telnyx.request()));
        }
        assertThat(ids).containsOnly("{\"command_id\":\"" + result.commandId() + "\"}");
        assertThat(telnyx.pauses).hasSize(2);
        assertThat(telnyx.pauses.get(0)).isBetween(Duration.ofMillis(375), Duration.ofMillis(500));
        assertThat(telnyx.pauses.get(1)).isBetween(Duration.ofMillis(750), Duration.ofMillis(1000));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void doesNotRepeatWhatCannotPass(int status) {
        telnyx.refuses(status, "10009", "x-request-id", "r-1");

        CallControlException refused = refusal(() -> calls.call("c").answer());

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused.requestId()).contains("r-1");
        assertThat(refused.is(ErrorCode.AUTHENTICATION_FAILED)).isTrue();
        assertThat(refused).hasMessageContaining("10009").hasMessageContaining("API key in the portal");
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 3, 3000",
        "Retry-After-Ms, 1234, 1234",
        "x-ratelimit-reset, 7, 7000",
        "Retry-After, 'Sun, 01 Mar 2026 09:30:04 GMT', 4000"
    })
    void waitsAsLongAsTheAnswerAsksFor(String header, String value, long millis) {
        telnyx.refuses(429, "10011", header, value).accepts();

        calls.call("c").hangup();

        assertThat(telnyx.pauses).containsExactly(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x1p4", "3d", "Infinity", "NaN", "-1", "1e3"})
    void takesNoNumberOfJavasForAPause(String value) {
        telnyx.refuses(429, "10011", "Retry-After", value).accepts();

        calls.call("c").hangup();

        assertThat(telnyx.pauses.get(0)).isBetween(Duration.ofMillis(375), Duration.ofMillis(500));
    }

    @Test
    void givesUpAtOnceWhenThePauseWouldEndAfterTheDeadline() {
        telnyx.refuses(429, "10011", "Retry-After", "31");

        CallControlException refused = refusal(() -> calls.call("c").answer());

        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(31));
        assertThat(telnyx.pauses).isEmpty();
    }

    @Test
    void doesWhatTheServerSaysAboutRetrying() {
        telnyx.refuses(503, "10037", "X-Should-Retry", "false");
        refusal(() -> calls.call("c").answer());
        assertThat(telnyx.pauses).isEmpty();

        telnyx.refuses(422, "10027", "X-Should-Retry", "true").accepts();
        calls.call("c").answer();
        assertThat(telnyx.pauses).hasSize(1);
    }

    @Test
    void sendsNothingTwiceThatMayNotBeRepeatedEvenWhenTheAnswerAsksForItAtOnce() {
        telnyx.answers(503, "", "Retry-After", "0").accepts();
        ApiRequest once = new ApiRequest("POST", List.of("messages"), Map.of(), Map.of(), false);

        CallControlException refused = refusal(() -> calls.request(once));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).contains(Duration.ZERO);
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void takesAnAnswerThatCannotBeReadForABrokenConnection() throws Exception {
        try (ServerSocket plain = new ServerSocket(0)) {
            CompletableFuture<Void> answered =
                    CompletableFuture.runAsync(() -> answer(plain, "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"));
            assertThat(kindAt("http://127.0.0.1:" + plain.getLocalPort())).isEqualTo(Kind.IO);
            Eventually.result(answered);
        }
    }

    @Test
    void givesUpAfterTwoRetriesUnlessToldOtherwise() {
        telnyx.answers(500, "").answers(500, "").answers(500, "");

        assertThat(refusal(() -> calls.call("c").answer()).status()).isEqualTo(500);
        assertThat(telnyx.server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void repeatsAfterABrokenConnection() {
        telnyx.server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        telnyx.accepts();

        assertThat(calls.call("c").hangup().result()).isEqualTo("ok");
    }

    @Test
    void stopsARequestOnTheWireWhenItsStageIsCancelled() {
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
            CompletableFuture<?> stage = observed.call("c").hangupAsync().toCompletableFuture();
            telnyx.request();
            stage.cancel(true);
            Eventually.until(() -> !failures.isEmpty());
        }
        assertThat(failures.get(0).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void endsThePauseWhenTheCallingThreadIsInterrupted() {
        telnyx.answers(500, "");
        try (CallControl interrupted = telnyx.client()
                .time(Clock.systemUTC(), System::nanoTime, pause -> {
                    throw new InterruptedException();
                })
                .build()) {
            assertThat(refusal(() -> interrupted.call("c").answer()).kind()).isEqualTo(Kind.CANCELLED);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void namesATimeOut() {
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        try (CallControl hasty = telnyx.client()
                .timeouts(Duration.ofSeconds(20), Duration.ofMillis(50), Duration.ofSeconds(20))
                .maxRetries(0)
                .build()) {
            CallControlException refused = refusal(() -> hasty.call("c").answer());
            assertThat(refused.kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(refused.isRetryable()).isTrue();
        }
    }

    @Test
    void namesARefusedConnectionAnUnknownHostAndFailedEncryption() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        assertThat(kindAt("http://127.0.0.1:" + freePort)).isEqualTo(Kind.CONNECTION_REFUSED);
        assertThat(kindAt("https://no-such-host.invalid")).isEqualTo(Kind.UNKNOWN_HOST);
        try (ServerSocket plain = new ServerSocket(0)) {
            CompletableFuture<Void> answered =
                    CompletableFuture.runAsync(() -> answer(plain, "HTTP/1.1 400 Bad Request\r\n\r\n"));
            assertThat(kindAt("https://127.0.0.1:" + plain.getLocalPort())).isEqualTo(Kind.TLS);
            Eventually.result(answered);
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private Kind kindAt(String baseUrl) {
        try (CallControl elsewhere =
                telnyx.client().baseUrl(baseUrl).maxRetries(0).build()) {
            return refusal(() -> elsewhere.call("c").answer()).kind();
        }
    }

    @Test
    void stopsHammeringADeadApiAndTriesAgainAfterAWhile() {
        List<Boolean> changes = new ArrayList<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onCircuitChanged(boolean open) {
                changes.add(open);
                throw new IllegalStateException("a broken observer does no harm");
            }
        };
        try (CallControl guarded = telnyx.client()
                .circuit(3, Duration.ofSeconds(5))
                .observer(observer)
                .build()) {
            telnyx.answers(500, "").answers(500, "").answers(500, "");
            refusal(() -> guarded.call("c").answer());
            assertThat(refusal(() -> guarded.call("c").answer()).kind()).isEqualTo(Kind.CIRCUIT_OPEN);
            assertThat(telnyx.server.getRequestCount()).isEqualTo(3);

            telnyx.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            telnyx.accepts().accepts();
            guarded.call("c").answer();
            guarded.call("c").answer();
            assertThat(changes).containsExactly(true, false);
        }
    }

    @Test
    void namesTheLastFailureWhileTheCircuitIsOpenAndTellsItsObserverWithoutALock() throws Exception {
        List<CompletableFuture<Kind>> meanwhile = new CopyOnWriteArrayList<>();
        CallControl[] guarded = new CallControl[1];
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onCircuitChanged(boolean open) {
                // another thread gets its refusal while this one is still being told
                if (open) {
                    CompletableFuture<Kind> other = CompletableFuture.supplyAsync(
                            () -> refusal(() -> guarded[0].call("d").answer()).kind());
                    Eventually.until(other::isDone);
                    meanwhile.add(other);
                }
            }
        };
        guarded[0] = telnyx.client()
                .circuit(1, Duration.ofSeconds(5))
                .maxRetries(0)
                .observer(observer)
                .build();
        try (CallControl calls = guarded[0]) {
            telnyx.refuses(503, "10037");
            CallControlException first = refusal(() -> calls.call("c").answer());

            CallControlException second = refusal(() -> calls.call("c").answer());
            assertThat(meanwhile)
                    .hasSize(1)
                    .allSatisfy(other -> assertThat(other).isCompletedWithValue(Kind.CIRCUIT_OPEN));
            assertThat(second.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
            assertThat(second).hasCause(first);
        }
    }

    @Test
    void doesNotSayThatACommandWasNotSentWhenTheCircuitOpensBetweenItsTries() {
        try (CallControl guarded =
                telnyx.client().circuit(1, Duration.ofSeconds(5)).build()) {
            telnyx.refuses(503, "10037");
            CallControlException first = refusal(() -> guarded.call("c").answer());
            CallControlException second = refusal(() -> guarded.call("c").answer());

            assertThat(first.kind()).isEqualTo(Kind.CIRCUIT_OPEN);
            assertThat(first).hasMessageStartingWith("answer was not sent again:");
            assertThat(second).hasMessageStartingWith("answer was not sent:");
            assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void namesAnAnswerThatIsLongerThanAnythingTelnyxSends() {
        String long1 = "x".repeat((8 << 20) + 1);
        telnyx.answers(200, long1, "x-request-id", "r-1");

        CallControlException refused = refusal(() -> calls.call("c").answer());

        assertThat(refused.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused.requestId()).contains("r-1");
        assertThat(refused).hasMessageContaining("more than 8 MiB").hasMessageNotContaining("xx");
        telnyx.answers(422, long1);
        CallControlException inspected = refusal(() -> calls.call("c").answer());
        assertThat(inspected.kind()).isEqualTo(Kind.REFUSED);
        assertThat(inspected.status()).isEqualTo(422);
        assertThat(telnyx.server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void tellsAnObserverHowItWent() {
        List<String> heard = new ArrayList<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onSucceeded(String request, int tries, Duration took) {
                heard.add(request + " " + tries);
                throw new IllegalStateException("a broken observer does no harm");
            }

            @Override
            public void onRetry(String request, int tries, Duration pause, CallControlException reason) {
                heard.add(request + " failed " + tries);
            }
        };
        telnyx.answers(500, "").accepts();
        try (CallControl observed = telnyx.client().observer(observer).build()) {
            observed.call("c").send(SpeakCommand.of("a", "b"));
        }
        assertThat(heard).containsExactly("speak failed 1", "speak 2");
    }
}
