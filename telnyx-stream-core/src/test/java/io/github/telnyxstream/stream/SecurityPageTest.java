package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page tells the limits that are in force. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("..", "SECURITY.md");

    @Test
    void tellsTheDefaultOfEveryOptionThatIsALimit() throws IOException {
        AcceptorOptions options = AcceptorOptions.defaults();
        Map<String, String> limits = Map.of(
                "maxSessions", String.format(Locale.ROOT, "%,d", options.maxSessions()),
                "connectTimeout", options.connectTimeout().toSeconds() + " s",
                "startTimeout", options.startTimeout().toSeconds() + " s",
                "silentPeerTimeout", options.silentPeerTimeout().toSeconds() + " s",
                "pingInterval", options.pingInterval().toSeconds() + " s",
                "sendTimeout", options.sendTimeout().toSeconds() + " s",
                "maxWaitingFrames", options.inbound().maxWaitingFrames() + " (5 s)",
                "reorderWindowFrames", Integer.toString(options.inbound().reorderWindowFrames()),
                "maxLiveAudio", options.outbound().maxLiveAudio().toSeconds() + " s",
                "maxWaitingPlaybacks",
                        String.format(Locale.ROOT, "%,d", options.outbound().maxWaitingPlaybacks()));
        String page = Files.readString(PAGE);

        assertThat(limits)
                .allSatisfy((option, value) -> assertThat(page).contains("| " + value + " | `" + option + "` |"));
    }
}
