package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.callcontrol.command.HangupCommand;
import io.github.telnyxstream.callcontrol.command.SpeakCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event that is delivered to two processes is answered by both; Telnyx can tell that it is one answer. */
class CommandIdsTest extends AgainstStandIn {

    private List<String> answer(String event) {
        List<String> ids = new ArrayList<>();
        Call call = calls.call("v3:c").inAnswerTo(event);
        telnyx.accepts().accepts().accepts();
        ids.add(call.answer().commandId());
        ids.add(call.send(SpeakCommand.of("Hello", "v")).commandId());
        ids.add(call.send(SpeakCommand.of("Hello", "v")).commandId());
        return ids;
    }

    @Test
    void makesTheSameIdsWheneverTheSameEventIsAnswered() {
        List<String> first = answer("e-1");

        assertThat(answer("e-1")).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
        assertThat(answer("e-2")).doesNotContainAnyElementsOf(first);
        assertThat(telnyx.server.getRequestCount()).isEqualTo(9);
        assertThat(TelnyxStandIn.body(telnyx.request())).contains(first.get(0));
    }

    private List<String> ring(String event) throws InterruptedException {
        List<String> bodies = new ArrayList<>();
        Call call = calls.call("v3:c").inAnswerTo(event);
        for (String callee : List.of("+15550100003", "+15550100004")) {
            telnyx.answers(200, "{\"data\":{\"call_control_id\":\"d\"}}");
            call.dial(DialCommand.of("1", callee, "+15550100002"));
            String body = TelnyxStandIn.body(telnyx.request());
            bodies.add(body.replaceFirst("(?s).*\"command_id\":\"([^\"]+)\".*", "$1"));
        }
        return bodies;
    }

    @Test
    void ringsOnceForAnEventThatComesTwice() throws InterruptedException {
        List<String> first = ring("e-1");

        assertThat(ring("e-1")).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates().allMatch(id -> id.length() == 36);
        assertThat(ring("e-2")).doesNotContainAnyElementsOf(first);
    }

    @Test
    void leavesIdsToChanceWithoutAnEventAndThoseOfTheCommandAlone() {
        assertThat(answer("")).doesNotContainAnyElementsOf(answer(""));
        telnyx.accepts();
        assertThat(calls.call("c")
                        .inAnswerTo("e")
                        .send(HangupCommand.builder().commandId("own").build())
                        .commandId())
                .isEqualTo("own");
    }

    @Test
    void keepsTheIdsOfACallThatIsKnown() {
        telnyx.answers(200, "{\"data\":{\"call_control_id\":\"c\",\"call_leg_id\":\"l\",\"call_session_id\":\"s\"}}");
        Call dialled = calls.dial(DialCommand.of("1", "+15550100001", "+15550100002"));

        assertThat(dialled.inAnswerTo("e").callLegId()).contains("l");
        assertThat(dialled.inAnswerTo("e").callSessionId()).contains("s");
    }
}
