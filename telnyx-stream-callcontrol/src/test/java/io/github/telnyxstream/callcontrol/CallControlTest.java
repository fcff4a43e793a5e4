package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.command.ClientStateUpdateCommand;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.GenericCommand;
import io.github.telnyxstream.callcontrol.wire.Json;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class CallControlTest extends AgainstStandIn {

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

    @Test
    void takesACallThatHasEndedAsHungUpButNotAsAnswered() {
        telnyx.refuses(422, "90018").refuses(422, "90018");

        assertThat(calls.call("c").hangup().hasCallEnded()).isTrue();
        assertThat(refusal(() -> calls.call("c").answer()).code()).isEqualTo("90018");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10015", "10023", "10026", "10028", "10031", "10034"})
    void knowsEveryCodeOfAMalformedRequest(String code) {
        telnyx.refuses(400, code);

        CallControlException refused = refusal(() -> calls.call("c").answer());

        assertThat(refused.is(ErrorCode.BAD_REQUEST)).isTrue();
        assertThat(refused.code()).isEqualTo(code);
        assertThat(refused).hasMessageContaining("correct the request");
    }

    @Test
    void tellsTheObserverOfNoFailureWhenTheCallHasEndedBeforeItIsHungUp() {
        List<String> heard = new ArrayList<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onSucceeded(String request, int tries, Duration took) {
                heard.add("succeeded " + request);
            }

            @Override
            public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                heard.add("failed " + request);
            }
        };
        telnyx.refuses(422, "90018").refuses(422, "90018");
        try (CallControl observed = telnyx.client().observer(observer).build()) {
            assertThat(observed.call("c").hangup().hasCallEnded()).isTrue();
            refusal(() -> observed.call("c").answer());
        }
        assertThat(heard).containsExactly("succeeded hangup", "failed answer");
    }

    @Test
    void namesTheCallInTheLogContextOfACommandAndRestoresWhatWasThere() {
        List<String> seen = new ArrayList<>();
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onSucceeded(String request, int tries, Duration took) {
                seen.add(MDC.get(CallControl.MDC_CALL_CONTROL_ID));
            }
        };
        telnyx.accepts().answers(200, "{\"data\":{\"call_control_id\":\"c\"}}").accepts();
        try (CallControl observed = telnyx.client().observer(observer).build()) {
            MDC.put(CallControl.MDC_CALL_CONTROL_ID, "outer");
            observed.call("a").hangup();
            observed.call("b").retrieve();
            assertThat(MDC.get(CallControl.MDC_CALL_CONTROL_ID)).isEqualTo("outer");
            MDC.remove(CallControl.MDC_CALL_CONTROL_ID);
            observed.call("c").hangup();
            assertThat(MDC.get(CallControl.MDC_CALL_CONTROL_ID)).isNull();
        }
        assertThat(seen).containsExactly("a", "b", "c");
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
            "source":{"pointer":"/to"}},{"code":10032,"title":"Enum","source":{"parameter":"voice"}}]}\
            """);

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
    void opensNoTwoStreamsByAccident() {
        StreamSettings settings = StreamSettings.of("wss://voice.example.net/media");
        AnswerCommand answer = AnswerCommand.builder().stream(settings).build();

        assertThatThrownBy(() -> calls.call("c").answerThenStream(answer, settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("once");
        assertThat(telnyx.server.getRequestCount()).isZero();
    }

    @Test
    void refusesWorkAfterItWasClosed() {
        calls.close();

        assertThatThrownBy(() -> calls.call("c").answer()).isInstanceOf(CallControlException.class);
        assertThat(calls.call("c").hangupAsync().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void reportsFailuresOfAsyncCommandsInTheStage() {
        telnyx.refuses(404, "10005");

        assertThatThrownBy(() -> Eventually.result(calls.call("c").hangupAsync().toCompletableFuture()))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CallControlException.class);
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

    @Test
    void namesTheLimitOfATimeThatMakesNoSense() {
        Duration some = Duration.ofSeconds(1);
        CallControl.Builder builder = CallControl.builder("KEY1");

        assertThatThrownBy(() -> builder.timeouts(Duration.ZERO, some, some)).hasMessageContaining("connect");
        assertThatThrownBy(() -> builder.timeouts(some, Duration.ofDays(30), some))
                .hasMessageContaining("oneTry is PT720H, must be 1 ms to 1 day");
        assertThatThrownBy(() -> builder.timeouts(some, some, Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageStartingWith("allTries is ")
                .hasMessageEndingWith(", must be 1 ms to 1 day");
        assertThatThrownBy(() -> builder.circuit(1, Duration.ofDays(200_000))).hasMessageContaining("openFor");
    }

    @Test
    void takesAKeyWithSpaceAroundItAndKeepsNothingOfItsBuilder() {
        telnyx.accepts();
        AtomicInteger toldLater = new AtomicInteger();
        CallControl.Builder builder = CallControl.builder(" " + TelnyxStandIn.KEY + "\r\n")
                .baseUrl(telnyx.server.url("/v2").toString());
        try (CallControl trimmed = builder.build()) {
            builder.maxRetries(9).baseUrl("https://elsewhere.example").observer(new CallControlObserver() {
                @Override
                public void onSucceeded(String request, int tries, Duration took) {
                    toldLater.incrementAndGet();
                }
            });
            assertThat(trimmed.call("c").answer().result()).isEqualTo("ok");
        }
        assertThat(telnyx.request().getHeaders().get("Authorization")).isEqualTo("Bearer " + TelnyxStandIn.KEY);
        assertThat(toldLater).hasValue(0);
    }
}
