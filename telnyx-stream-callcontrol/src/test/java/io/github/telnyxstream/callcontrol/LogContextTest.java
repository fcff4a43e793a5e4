package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Which call the log lines of a command name. */
class LogContextTest {

    private final BlockingQueue<Map<String, String>> named = new LinkedBlockingQueue<>();
    private TelnyxStandIn telnyx;
    private CallControl calls;

    @BeforeEach
    void start() throws Exception {
        MDC.clear();
        telnyx = new TelnyxStandIn();
        calls = telnyx.client()
                .observer(new CallControlObserver() {
                    @Override
                    public void onSucceeded(String request, int tries, Duration took) {
                        named.add(MDC.getCopyOfContextMap() == null ? Map.of() : MDC.getCopyOfContextMap());
                    }

                    @Override
                    public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                        named.add(MDC.getCopyOfContextMap());
                    }
                })
                .build();
    }

    @AfterEach
    void stop() {
        MDC.clear();
        calls.close();
        telnyx.close();
    }

    private Map<String, String> named() throws InterruptedException {
        Map<String, String> next = Eventually.next(named);
        assertThat(next).as("what a request named").isNotNull();
        return next;
    }

    private Call dialled() throws InterruptedException {
        telnyx.answers(
                200,
                "{\"data\":{\"call_control_id\":\"v3:n\",\"call_leg_id\":\"leg\",\"call_session_id\":\"session\"}}");
        Call call = calls.dial(DialCommand.of("123", "+15550100001", "+15550100002"));
        assertThat(named()).isEmpty();
        return call;
    }

    @Test
    void namesLegAndSessionOfACallThatKnowsThem() throws Exception {
        Call call = dialled();
        Map<String, String> ids = Map.of(
                CallControl.MDC_CALL_CONTROL_ID, "v3:n",
                CallControl.MDC_CALL_LEG_ID, "leg",
                CallControl.MDC_CALL_SESSION_ID, "session");
        telnyx.accepts().accepts().refuses(422, "90018");

        call.stopPlaying();
        assertThat(named()).isEqualTo(ids);
        Eventually.result(call.hangupAsync().toCompletableFuture());
        assertThat(named()).isEqualTo(ids);
        assertThatThrownBy(() -> Eventually.result(call.answerAsync().toCompletableFuture()))
                .isInstanceOf(ExecutionException.class);
        assertThat(named()).isEqualTo(ids);
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void restoresWhatWasNamedBefore() throws Exception {
        Call call = dialled();
        Map<String, String> before = Map.of(
                CallControl.MDC_CALL_CONTROL_ID,
                "outer",
                CallControl.MDC_CALL_LEG_ID,
                "outer leg",
                CallControl.MDC_CALL_SESSION_ID,
                "outer session",
                "request",
                "7");
        MDC.setContextMap(before);
        telnyx.accepts();

        call.hangup();

        assertThat(named())
                .containsEntry(CallControl.MDC_CALL_LEG_ID, "leg")
                .containsEntry(CallControl.MDC_CALL_SESSION_ID, "session")
                .containsEntry("request", "7");
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(before);
    }

    @Test
    void namesNoLegOfAnotherCallAndKeepsThatOfTheSame() throws Exception {
        Map<String, String> handler = Map.of(
                CallControl.MDC_CALL_CONTROL_ID, "a",
                CallControl.MDC_CALL_LEG_ID, "leg of a",
                CallControl.MDC_CALL_SESSION_ID, "session of a");
        MDC.setContextMap(handler);
        telnyx.accepts().accepts();

        calls.call("b").hangup();
        assertThat(named()).isEqualTo(Map.of(CallControl.MDC_CALL_CONTROL_ID, "b"));
        calls.call("a").hangup();
        assertThat(named()).isEqualTo(handler);
        assertThat(MDC.getCopyOfContextMap()).isEqualTo(handler);
    }
}
