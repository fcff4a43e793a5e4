package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text of a peer's that would forge a line of a log or steer a terminal, wherever the engine shows it again. */
class ForgedTextTest {
    private static final String FORGED = "x\n2026-11-26 ERROR \u001b[31mforged";
    private static final String IN_JSON = "x\\n2026-11-26 ERROR \\u001b[31mforged";

    private final List<String> shown = new ArrayList<>();

    /** Keeps what it is told, as somebody would log it. */
    private final class Noting extends RecordingListener {
        @Override
        public void onProtocolProblem(StreamSession session, ProtocolProblem problem) {
            shown.add(problem.toString());
        }

        @Override
        public void onClosed(StreamSession session, StreamEnd end) {
            shown.add(end.toString());
        }
    }

    @Test
    void showsNothingAsAPeerWroteIt() {
        SessionRig rig = new SessionRig(new Noting());
        rig.session.onText("{\"event\":\"" + IN_JSON + "\",broken");
        rig.session.onText(Messages.start("PCMU", 8000).replace("PCMU", "PCMU;" + IN_JSON));
        String error = "{\"event\":\"error\",\"payload\":{\"code\":1,\"title\":\"t\",\"detail\":\"t\"}}";
        rig.session.onText(error.replace("\"t\"", "\"" + IN_JSON + "\""));
        rig.session.onClose(1000, FORGED);
        // a page has lines, but none of the peer's
        assertThat(rig.session.diagnose()).doesNotContain("\n2026");
        shown.add(rig.session.diagnose().replace('\n', ' '));

        assertThat(shown)
                .hasSize(3)
                .allSatisfy(text -> assertThat(text).contains("x\\u000a").doesNotContain("\n", "\u001b"));
    }
}
