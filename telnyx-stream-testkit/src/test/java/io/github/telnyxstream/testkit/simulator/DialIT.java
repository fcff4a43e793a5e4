package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DialIT extends SimulatorCase {
    private static final String NUMBERS = "\"connection_id\":\"1\",\"to\":\"+15550100007\",\"from\":\"+15550100002\"";

    private FakeApplication.Answer dial(String more) {
        return app.request("POST", "/calls", "{" + NUMBERS + more + "}", FakeApplication.KEY);
    }

    @Test
    void reachesAPersonWhoAnswersIntoTheStream() throws Exception {
        telnyx.whenDialed(Caller.builder().answersAfter(Duration.ofMillis(50)).build());

        FakeApplication.Answer answer = dial("," + app.streamParameters() + ",\"stream_auth_token\":\"t\"");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/data/is_alive").asBoolean()).isFalse();
        SimulatedCall call = telnyx.calls().get(0);
        assertThat(call.callControlId())
                .isEqualTo(answer.json().at("/data/call_control_id").asText());
        awaitUntil(() -> app.payloads().size() > 3);
        call.hangUp();
        assertThat(end(call)).contains("normal_clearing");
        Eventually.await(app.closed);
        assertThat(app.hookTypes())
                .containsExactly(
                        "call.initiated", "call.answered", "streaming.started", "streaming.stopped", "call.hangup");
        assertThat(app.hooks.get(0).payload().path("direction").asText()).isEqualTo("outgoing");
        assertThat(app.hooks.get(4).payload().path("hangup_source").asText()).isEqualTo("callee");
        assertThat(app.authTokens).containsExactly("t");
        assertThat(app.payloads()).isNotEmpty();
    }

    @Test
    void cannotBeAnsweredByTheOneWhoDialled() {
        telnyx.whenDialed(Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());
        String id = dial("").json().at("/data/call_control_id").asText();

        assertThat(app.command(id, "answer", "{}").errorCode()).isEqualTo("90102");
    }

    @Test
    void findsABusyLine() throws Exception {
        telnyx.whenDialed(Caller.builder().pickup(Caller.Pickup.IS_BUSY).build());
        dial("");

        assertThat(end(telnyx.calls().get(0))).contains("user_busy");
    }

    @Test
    void stopsRingingAfterItsTimeout() throws Exception {
        telnyx.whenDialed(Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());
        dial(",\"timeout_secs\":600");

        clock.jump(Duration.ofSeconds(600));

        assertThat(end(telnyx.calls().get(0))).contains("timeout");
    }

    @Test
    void wantsItsParameters() {
        assertThat(app.request("POST", "/calls", "{}", FakeApplication.KEY).errorCode())
                .isEqualTo("10004");
        assertThat(dial(",\"timeout_secs\":1").errorCode()).isEqualTo("10033");
        assertThat(dial(",\"webhook_url\":\"ftp://x\"").errorCode()).isEqualTo("10003");
    }

    @Test
    void dialsOnceForOneCommandId() {
        telnyx.whenDialed(Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());

        FakeApplication.Answer first = dial(",\"command_id\":\"d\"");
        FakeApplication.Answer second = dial(",\"command_id\":\"d\"");

        assertThat(second.json()).isEqualTo(first.json());
        assertThat(telnyx.calls()).hasSize(1);
    }
}
