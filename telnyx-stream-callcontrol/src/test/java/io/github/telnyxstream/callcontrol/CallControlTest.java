package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.ClientStateUpdateCommand;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.GenericCommand;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.stream.StreamSettings;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallControlTest {

    private TelnyxStandIn telnyx;
    private CallControl calls;

    @BeforeEach
    void start() throws Exception {
        telnyx = new TelnyxStandIn();
        calls = telnyx.client().build();
    }

    @AfterEach
    void stop() {
        calls.close();
        telnyx.close();
    }

    private CallControlException refusal(Runnable work) {
        CallControlException refused = catchThrowableOfType(CallControlException.class, work::run);
        assertThat(refused).as("has to be refused").isNotNull();
        return refused;
    }

    @Test
    void sendsACommandWithKeyAndIdOfItsOwn() throws Exception {
        telnyx.accepts();

        CommandResult result = calls.call("v3:a/b").speak("Hello", "AWS.Polly.Joanna");

        RecordedRequest request = telnyx.request();
        assertThat(request.getMethod()).isEqualTo("POST");
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/calls/v3%3Aa%2Fb/actions/speak");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TelnyxStandIn.KEY);
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("User-Agent")).startsWith("telnyx-stream");
        var body = Json.read(TelnyxStandIn.body(request).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(body.path("payload").asText()).isEqualTo("Hello");
        assertThat(body.path("command_id").asText())
                .isEqualTo(result.commandId())
                .hasSize(36);
        assertThat(result.result()).isEqualTo("ok");
    }

    @Test
    void makesNoRequestForAHandle() {
        assertThat(calls.call("v3:x").callControlId()).isEqualTo("v3:x");
        assertThat(telnyx.server.getRequestCount()).isZero();
    }

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
    void takesACallThatHasEndedAsHungUpButNotAsAnswered() {
        telnyx.refuses(422, "90018").refuses(422, "90018");

        assertThat(calls.call("c").hangup().hasCallEnded()).isTrue();
        assertThat(refusal(() -> calls.call("c").answer()).code()).isEqualTo("90018");
    }

    @Test
    void doesNotFollowRedirects() {
        telnyx.answers(307, "", "Location", "https://elsewhere.example/");

        CallControlException refused = refusal(() -> calls.call("c").answer());

        assertThat(refused.kind()).isEqualTo(Kind.BAD_ANSWER);
        assertThat(refused).hasMessageContaining("redirect");
        assertThat(telnyx.server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "", "[]", "{\"data\":null}", "{\"data\":{}} x"})
    void namesAnAnswerThatIsNotTelnyxs(String body) {
        telnyx.answers(200, body);

        assertThat(refusal(() -> calls.call("c").answer()).kind()).isEqualTo(Kind.BAD_ANSWER);
    }

    @Test
    void keepsAllErrorsAndMasksWhatTheyRepeat() {
        telnyx.answers(422, """
                {"errors":[{"code":"10016","title":"Phone number","detail":"+15550100001 is not E.164; see https://x.example/a?token=abc",
                "source":{"pointer":"/to"}},{"code":10032,"title":"Enum","source":{"parameter":"voice"}}]}""");

        CallControlException refused = refusal(() -> calls.dial(DialCommand.of("1", "+15550100001", "+15550100002")));

        assertThat(refused.errors()).hasSize(2);
        assertThat(refused.errors().get(0).pointer()).isEqualTo("/to");
        assertThat(refused.is(ErrorCode.INVALID_CHOICE)).isTrue();
        assertThat(refused.getMessage())
                .contains("…01", "/to", "voice")
                .doesNotContain("5550100001", "token=abc", TelnyxStandIn.KEY);
    }

    @Test
    void dialsAndKnowsTheNewCall() {
        telnyx.answers(
                200,
                "{\"data\":{\"record_type\":\"call\",\"call_control_id\":\"v3:n\",\"call_leg_id\":\"l\","
                        + "\"call_session_id\":\"s\",\"is_alive\":false}}");

        Call call = calls.dial(DialCommand.of("123", "+15550100001", "+15550100002"));

        assertThat(call.callControlId()).isEqualTo("v3:n");
        assertThat(call.callLegId()).contains("l");
        assertThat(call.callSessionId()).contains("s");
        RecordedRequest request = telnyx.request();
        assertThat(request.getUrl().encodedPath()).isEqualTo("/v2/calls");
        assertThat(TelnyxStandIn.body(request)).contains("\"connection_id\":\"123\"", "\"command_id\":\"");
    }

    @Test
    void retrievesACallWithFieldsThatItDoesNotKnow() {
        telnyx.answers(
                200,
                "{\"data\":{\"record_type\":\"call\",\"call_control_id\":\"v3:n\",\"is_alive\":true,\"call_duration\":12,"
                        + "\"start_time\":\"2026-03-01T09:30:00.000201Z\",\"novel\":{\"a\":[1]}}}");

        CallStatus status = calls.call("v3:n").retrieve();

        assertThat(status.alive()).isTrue();
        assertThat(status.duration()).isEqualTo(Duration.ofSeconds(12));
        assertThat(status.unknownFields()).containsOnlyKeys("novel").containsValue("{\"a\":[1]}");
    }

    @Test
    void sendsTheStateOfACallByPutWithoutCommandId() {
        telnyx.accepts();

        calls.call("c").send(ClientStateUpdateCommand.of("eA=="));

        RecordedRequest request = telnyx.request();
        assertThat(request.getMethod()).isEqualTo("PUT");
        assertThat(TelnyxStandIn.body(request)).isEqualTo("{\"client_state\":\"eA==\"}");
    }

    @Test
    void sendsActionsThatItHasNoRecordFor() {
        telnyx.accepts();

        calls.call("c")
                .send(GenericCommand.builder("enqueue")
                        .parameter("queue_name", "support")
                        .commandId("mine")
                        .build());

        RecordedRequest request = telnyx.request();
        assertThat(request.getUrl().encodedPath()).endsWith("/actions/enqueue");
        assertThat(TelnyxStandIn.body(request)).isEqualTo("{\"queue_name\":\"support\",\"command_id\":\"mine\"}");
    }

    @Test
    void answersThenStreamsWithWhatAnswerCannotCarry() {
        telnyx.accepts().refuses(422, "90034").accepts();
        StreamSettings settings = StreamSettings.builder("wss://voice.example.net/media")
                .authToken("secret")
                .sendSilenceWhenIdle(true)
                .build();

        calls.call("c").answerThenStream(AnswerCommand.of(), settings);

        RecordedRequest answer = telnyx.request();
        RecordedRequest early = telnyx.request();
        RecordedRequest start = telnyx.request();
        assertThat(answer.getUrl().encodedPath()).endsWith("/answer");
        assertThat(TelnyxStandIn.body(answer))
                .contains("\"send_silence_when_idle\":true")
                .doesNotContain("stream_url");
        assertThat(TelnyxStandIn.body(start))
                .contains("\"stream_auth_token\":\"secret\"", "\"stream_bidirectional_sampling_rate\":8000")
                .doesNotContain("send_silence_when_idle")
                .isNotEqualTo(TelnyxStandIn.body(early));
        assertThat(telnyx.pauses).containsExactly(Duration.ofMillis(100));
    }

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
    void hangsUpAtTheLatestWhenAPlaybackNeverEnds() throws Exception {
        telnyx.accepts();

        var done = calls.call("c").hangupAfter(new CompletableFuture<>(), Duration.ofMillis(1));

        assertThat(done.toCompletableFuture().get(30, TimeUnit.SECONDS).result())
                .isEqualTo("ok");
    }

    @Test
    void reportsFailuresOfAsyncCommandsInTheStage() {
        telnyx.refuses(404, "10005");

        assertThatThrownBy(() ->
                        calls.call("c").hangupAsync().toCompletableFuture().get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CallControlException.class);
    }

    @Test
    void stopsARequestOnTheWireWhenItsStageIsCancelled() {
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        List<CallControlException> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
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
            org.awaitility.Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> !failures.isEmpty());
        }
        assertThat(failures.get(0).kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void endsThePauseWhenTheCallingThreadIsInterrupted() {
        telnyx.answers(500, "");
        try (CallControl interrupted = telnyx.client()
                .time(java.time.Clock.systemUTC(), System::nanoTime, pause -> {
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
        assertThat(kindAt("https://127.0.0.1:" + telnyx.server.getPort())).isEqualTo(Kind.TLS);
    }

    private Kind kindAt(String baseUrl) {
        try (CallControl elsewhere = telnyx.client().baseUrl(baseUrl).build()) {
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

    @Test
    void refusesABaseUrlThatWouldSendTheKeyReadable() {
        assertThatThrownBy(() -> CallControl.builder("KEY1").baseUrl("http://api.example.net"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> CallControl.create("KEY with space"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("with space");
    }
}
