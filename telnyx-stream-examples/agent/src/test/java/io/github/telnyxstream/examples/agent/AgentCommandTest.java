package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person is told who starts it with something missing or wrong: one line. */
class AgentCommandTest {
    private static final String PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";
    private static final Map<String, String> KEYS =
            Map.of("TELNYX_API_KEY", "KEY0123", "TELNYX_PUBLIC_KEY", PUBLIC_KEY);

    @TempDir
    Path folder;

    private final StringWriter told = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        return new CommandLine(new AgentCommand(environment))
                .setErr(new PrintWriter(told, true))
                .execute(arguments);
    }

    private int runReachable(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--public-url=https://name.example");
        return run(KEYS, all.toArray(String[]::new));
    }

    private void assertOneLine(String... parts) {
        assertThat(told.toString().lines()).hasSize(1);
        assertThat(told.toString()).contains(parts).doesNotContain("KEY0123");
    }

    @Test
    void saysWhichKeyIsMissing() {
        assertThat(run(Map.of(), "--public-url", "https://name.example")).isEqualTo(2);
        assertOneLine("TELNYX_API_KEY is not set");
    }

    @Test
    void saysThatTelnyxHasToReachIt() {
        assertThat(run(KEYS)).isEqualTo(2);
        assertOneLine("--public-url is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "--port=70000, --port is 70000",
        "--model=, --model is blank",
        "--voice=, --voice is blank",
        "--language=English please, --language is English please",
        "--language=, --language is",
        "--transfer-to=my mother, --transfer-to must be like +12025550100",
        "--instructions=there/is/none.txt, there/is/none.txt: there is no such file",
        "--instructions=., --instructions .: Is a directory"
    })
    void namesTheOptionThatCannotBe(String option, String complaint) {
        assertThat(runReachable(option)).isEqualTo(2);
        assertOneLine(complaint);
    }

    @Test
    void takesNoInstructionsThatAreNoText() throws Exception {
        Path file = folder.resolve("instructions.bin");
        for (Map.Entry<byte[], String> wrong : Map.of(
                        new byte[] {(byte) 0xFF, (byte) 0xFE, 0},
                        "it is no text in UTF-8",
                        " \n".getBytes(),
                        "there is nothing in it",
                        new byte[64 * 1024 + 1],
                        "it is larger than 64 KiB")
                .entrySet()) {
            told.getBuffer().setLength(0);
            Files.write(file, wrong.getKey());

            assertThat(runReachable("--instructions=" + file)).isEqualTo(2);
            assertOneLine("--instructions " + file, wrong.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://name.example/v2", "https://", "a b"})
    void namesTheAddressOfServicesThatIsNone(String url) {
        Map<String, String> environment = new HashMap<>(KEYS);
        environment.put("TELNYX_SPEECH_URL", url);

        assertThat(run(environment, "--public-url=https://name.example")).isEqualTo(2);
        assertOneLine("TELNYX_SPEECH_URL must be like");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                TelnyxSimulator telnyx =
                        TelnyxSimulator.builder().apiKey("KEY0123").start()) {
            Map<String, String> environment = new HashMap<>(KEYS);
            environment.put("TELNYX_BASE_URL", telnyx.baseUrl().toString());

            assertThat(run(environment, "--port=" + taken.getLocalPort())).isEqualTo(2);
            assertOneLine("--port " + taken.getLocalPort() + " cannot be listened on");
        }
    }

    @Test
    void takesNoOptionOfRealCallsForARehearsal() {
        assertThat(run(Map.of(), "--simulate", "--voice=Telnyx.Some.voice")).isEqualTo(2);
        assertOneLine("--voice is for real calls");
    }

    @Test
    void showsHowItIsStarted() {
        StringWriter shown = new StringWriter();

        assertThat(new CommandLine(new AgentCommand(Map.of()))
                        .setOut(new PrintWriter(shown, true))
                        .execute("--help"))
                .isZero();
        List<String> lines = shown.toString().lines().toList();
        assertThat(lines.get(lines.size() - 1)).startsWith("Example: java -jar telnyx-stream.jar agent --public-url ");
    }
}
