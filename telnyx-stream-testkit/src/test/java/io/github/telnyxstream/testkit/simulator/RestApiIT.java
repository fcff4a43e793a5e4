package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RestApiIT extends SimulatorCase {

    @Test
    void refusesAnotherApiKey() {
        FakeApplication.Answer answer = app.request("GET", "/calls/v3%3Ax", "", "KEYother");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.errorCode()).isEqualTo("10009");
        assertThat(answer.json().at("/errors/0/code").isTextual()).isTrue();
    }

    @Test
    void knowsNoOtherCallAndNoOtherCommand() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(app.command("v3:nobody", "answer", "{}").status()).isEqualTo(404);
        assertThat(app.command(call.callControlId(), "levitate", "{}").errorCode())
                .isEqualTo("10005");
        assertThat(app.request("GET", "/elsewhere", "", FakeApplication.KEY).status())
                .isEqualTo(404);
    }

    @Test
    void refusesABodyThatIsNoJsonObject() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(app.command(call.callControlId(), "answer", "[1").errorCode())
                .isEqualTo("10015");
    }

    @Test
    void wantsTheCallAnsweredFirst() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        for (String command : new String[] {"speak", "playback_start", "record_start", "streaming_start"}) {
            FakeApplication.Answer answer = app.command(call.callControlId(), command, "{}");
            assertThat(answer.status()).as(command).isEqualTo(422);
            assertThat(answer.errorCode()).as(command).isEqualTo("90034");
        }
    }

    @Test
    void refusesEveryCommandAfterTheEndWith90018() throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        assertThat(app.command(call.callControlId(), "hangup", "{}").status()).isEqualTo(200);
        assertThat(end(call)).contains("normal_clearing");

        for (String command : new String[] {"hangup", "speak", "answer", "gather_stop"}) {
            FakeApplication.Answer answer = app.command(call.callControlId(), command, "{}");
            assertThat(answer.status()).as(command).isEqualTo(422);
            assertThat(answer.errorCode()).as(command).isEqualTo("90018");
        }
        assertThat(call.requests())
                .extracting(request -> request.command() + " " + request.status())
                .containsExactly("hangup 200", "hangup 422", "speak 422", "answer 422", "gather_stop 422");
    }

    @Test
    void tellsAboutACallWhileItLivesAndAfter() throws Exception {
        answerWith("");
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        awaitHook("call.answered");
        String path = "/calls/" + call.callControlId().replace(":", "%3A");

        assertThat(app.request("GET", path, "", FakeApplication.KEY)
                        .json()
                        .at("/data/is_alive")
                        .asBoolean())
                .isTrue();
        call.hangUp();
        assertThat(end(call)).isPresent();
        FakeApplication.Answer after = app.request("GET", path, "", FakeApplication.KEY);
        assertThat(after.json().at("/data/is_alive").asBoolean()).isFalse();
        assertThat(after.json().at("/data/end_time").isTextual()).isTrue();
        assertThat(after.json().at("/data/call_leg_id").asText()).isEqualTo(call.callLegId());
    }

    @Test
    void ignoresACommandIdItHasSeenForAMinute() {
        answerWith("");
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        awaitHook("call.answered");
        String speak = "{\"payload\":\"Hello\",\"voice\":\"male\",\"command_id\":\"one\"}";

        assertThat(app.command(call.callControlId(), "speak", speak).status()).isEqualTo(200);
        assertThat(app.command(call.callControlId(), "speak", speak).status()).isEqualTo(200);
        awaitUntil(() -> count(call, Kind.CARRIER_PLAYED) == 1);
        assertThat(count(call, Kind.CARRIER_PLAYS)).isEqualTo(1);

        clock.jump(Duration.ofSeconds(60));
        assertThat(app.command(call.callControlId(), "speak", speak).status()).isEqualTo(200);
        awaitUntil(() -> count(call, Kind.CARRIER_PLAYS) == 2);
    }

    @Test
    void remembersTheEffectOfACommandWhoseAnswerWasLost() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        telnyx.failNext(RestFault.loseAnswer());

        FakeApplication.Answer lost = app.command(call.callControlId(), "answer", "{\"command_id\":\"a\"}");
        FakeApplication.Answer retried = app.command(call.callControlId(), "answer", "{\"command_id\":\"a\"}");

        assertThat(lost.status()).isZero();
        assertThat(retried.status()).isEqualTo(200);
        assertThat(count(call, Kind.CALL_ANSWERED)).isEqualTo(1);
    }

    @Test
    void failsAsScriptedAndThenNoMore() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        telnyx.failNext(RestFault.status(503), RestFault.tooManyRequests(7), RestFault.html(502), RestFault.drop());

        assertThat(app.command(call.callControlId(), "answer", "{}").status()).isEqualTo(503);
        FakeApplication.Answer limited = app.command(call.callControlId(), "answer", "{}");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.errorCode()).isEqualTo("10011");
        FakeApplication.Answer html = app.command(call.callControlId(), "answer", "{}");
        assertThat(html.status()).isEqualTo(502);
        assertThat(html.json().asText()).startsWith("<html>");
        assertThat(app.command(call.callControlId(), "answer", "{}").status()).isZero();
        assertThat(count(call, Kind.CALL_ANSWERED)).isZero();
        assertThat(app.command(call.callControlId(), "answer", "{}").status()).isEqualTo(200);
    }

    @Test
    void leavesARequestHangingUntilItCloses() throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        telnyx.failNext(RestFault.hang());

        CompletableFuture<FakeApplication.Answer> answer =
                CompletableFuture.supplyAsync(() -> app.command(call.callControlId(), "answer", "{}"));
        awaitUntil(() -> telnyx.requests().size() == 1);
        assertThat(telnyx.requests().get(0).status()).isZero();
        assertThat(answer).isNotDone();

        telnyx.close();
        assertThat(Eventually.result(answer).status()).isZero();
    }

    @Test
    void refusesStreamParametersThatTelnyxRefuses() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());
        String id = call.callControlId();
        String url = "\"stream_url\":\"" + app.streamUrl() + "\",";

        assertThat(app.command(id, "answer", "{\"stream_url\":\"http://x\"}").errorCode())
                .isEqualTo("10003");
        for (String odd : List.of("ws://:1/x", "ws://name.example:99999/x", "ws:///media", "ws://a b/x")) {
            assertThat(app.command(id, "answer", "{\"stream_url\":\"" + odd + "\"}")
                            .errorCode())
                    .as(odd)
                    .isEqualTo("10003");
        }
        assertThat(app.command(id, "answer", "{" + url + "\"stream_track\":\"inbound\"}")
                        .errorCode())
                .isEqualTo("10032");
        assertThat(app.command(id, "answer", "{" + url + "\"stream_bidirectional_codec\":\"pcmu\"}")
                        .json()
                        .at("/errors/0/source/pointer")
                        .asText())
                .isEqualTo("/stream_bidirectional_codec");
        assertThat(app.command(id, "answer", "{\"client_state\":\"no base64!\"}")
                        .errorCode())
                .isEqualTo("90017");
        assertThat(count(call, Kind.CALL_ANSWERED)).isZero();
    }

    @Test
    void refusesABodyThatIsTooLargeAndGoesOn() {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(app.command(call.callControlId(), "answer", "{\"a\":\"" + "x".repeat(17 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(app.command(call.callControlId(), "answer", "{}").status()).isEqualTo(200);
    }

    @Test
    void rejectsACallWithItsCause() throws Exception {
        SimulatedCall call = telnyx.placeCall(Caller.builder().build());

        assertThat(app.command(call.callControlId(), "reject", "{}").errorCode())
                .isEqualTo("10004");
        assertThat(app.command(call.callControlId(), "reject", "{\"cause\":\"USER_BUSY\"}")
                        .status())
                .isEqualTo(200);
        assertThat(end(call)).contains("user_busy");
    }

    @Test
    void givesUpWhenNobodyAnswers() throws Exception {
        SimulatedCall call =
                telnyx.placeCall(Caller.builder().ringing(Duration.ofMinutes(3)).build());

        clock.jump(Duration.ofMinutes(3));

        assertThat(end(call)).contains("originator_cancel");
    }
}
