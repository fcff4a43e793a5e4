package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a person is told who starts it with something missing. */
class AgentCommandTest {
    private static final String PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

    private final StringWriter told = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new AgentCommand(environment))
                .setErr(new PrintWriter(told, true))
                .execute(arguments);
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThat(run(Map.of(), "--public-url", "https://name.example")).isEqualTo(2);
        assertThat(told.toString()).contains("TELNYX_API_KEY is not set");
    }

    @Test
    void saysThatTelnyxHasToReachIt() {
        Map<String, String> keys = Map.of("TELNYX_API_KEY", "KEY0123", "TELNYX_PUBLIC_KEY", PUBLIC_KEY);

        assertThat(run(keys)).isEqualTo(2);
        assertThat(told.toString()).contains("--public-url is missing").doesNotContain("KEY0123");
    }

    @Test
    void saysThatInstructionsCannotBeRead() {
        Map<String, String> keys = Map.of("TELNYX_API_KEY", "KEY0123", "TELNYX_PUBLIC_KEY", PUBLIC_KEY);

        assertThat(run(keys, "--public-url", "https://name.example", "--instructions", "there/is/none.txt"))
                .isEqualTo(2);
        assertThat(told.toString()).contains("none.txt");
    }
}
