package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a person is told who starts the program with something missing. */
class MainTest {
    private static final String KEY = "KEY0123456789";
    private static final String PUBLIC_KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

    @TempDir
    Path folder;

    private final StringWriter told = new StringWriter();

    @Test
    void saysWhereTheApiKeyIsFound() {
        assertThat(run(Map.of("TELNYX_PUBLIC_KEY", PUBLIC_KEY), "--public-url", "https://name.example"))
                .isEqualTo(2);
        assertOneLine("TELNYX_API_KEY is not set", "portal.telnyx.com", "API Keys");
    }

    @Test
    void saysThatAnApiKeyIsMalformedWithoutRepeatingIt() {
        assertThat(run(Map.of("TELNYX_API_KEY", "wrong-secret", "TELNYX_PUBLIC_KEY", PUBLIC_KEY)))
                .isEqualTo(2);
        assertOneLine("TELNYX_API_KEY", "begin with KEY");
        assertThat(told.toString()).doesNotContain("wrong-secret");
    }

    @Test
    void saysWhereThePublicKeyIsFound() {
        assertThat(run(Map.of("TELNYX_API_KEY", KEY))).isEqualTo(2);
        assertOneLine("TELNYX_PUBLIC_KEY is not set", "Public Key");
    }

    @Test
    void saysThatAPublicKeyIsMalformed() {
        assertThat(run(Map.of("TELNYX_API_KEY", KEY, "TELNYX_PUBLIC_KEY", "bm90IGEga2V5")))
                .isEqualTo(2);
        assertOneLine("TELNYX_PUBLIC_KEY is no Ed25519 public key");
    }

    @Test
    void asksForThePublicUrl() {
        assertThat(run(keys())).isEqualTo(2);
        assertOneLine("--public-url is missing");
    }

    @Test
    void refusesAPublicUrlThatTelnyxCannotReach() {
        assertThat(run(keys(), "--public-url", "name.example")).isEqualTo(2);
        assertOneLine("--public-url must be like https://name.example");
    }

    @Test
    void refusesAModeThatDoesNotExist() {
        assertThat(run(keys(), "--mode", "telepathy")).isEqualTo(2);
        assertOneLine("--mode is telepathy");
    }

    @Test
    void refusesAnOptionThatDoesNotExist() {
        assertThat(run(keys(), "--colour")).isEqualTo(2);
        assertOneLine("--colour");
    }

    @Test
    void saysThatMessagesCannotBeStoredBeforeAnyCallIsTaken() throws Exception {
        Path file = Files.createFile(folder.resolve("voicemail"));

        assertThat(run(keys(), "--public-url", "https://name.example", "--port", "0", "--messages", file.toString()))
                .isEqualTo(2);
        assertOneLine(file.toString(), "must be writable");
    }

    @Test
    void takesAGreetingAtAnyRateAndNamesAFileThatIsNone() throws Exception {
        Path wav = folder.resolve("greeting.wav");
        writeAt16Kilohertz(wav);
        assertThat(run(keys(), "--greeting", wav.toString())).isEqualTo(2);
        assertOneLine("--public-url is missing");

        told.getBuffer().setLength(0);
        Path flac = Files.writeString(folder.resolve("greeting.flac"), "fLaC and more");
        assertThat(run(keys(), "--greeting", flac.toString())).isEqualTo(2);
        assertOneLine("greeting.flac is a FLAC file", "ffmpeg");
    }

    @Test
    void namesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run(keys(), "--public-url", "https://name.example", "--port", port, "--messages", "" + folder))
                    .isEqualTo(2);
            assertOneLine("--port " + port, "cannot be listened on");
            assertThat(told.toString()).doesNotContain("writable");
        }
    }

    @Test
    void namesTheBaseUrlThatIsNone() {
        assertThat(run(with("TELNYX_BASE_URL", "nonsense"))).isEqualTo(2);
        assertOneLine("TELNYX_BASE_URL");
    }

    @Test
    void takesABlankBaseUrlForNone() {
        assertThat(run(with("TELNYX_BASE_URL", " "))).isEqualTo(2);
        assertOneLine("--public-url is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://name.example/#part", "https://somebody@name.example", "https://name.example?a=b"})
    void refusesAPublicUrlWithMoreThanHostAndPath(String url) {
        assertThat(run(keys(), "--public-url", url)).isEqualTo(2);
        assertOneLine("--public-url must be like https://name.example");
    }

    @Test
    void saysWhyAGreetingCannotBeRead() {
        assertThat(run(keys(), "--greeting", folder.resolve("none.wav").toString()))
                .isEqualTo(2);
        assertOneLine("none.wav", "there is no such file");
    }

    @Test
    void echoNamesThePortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(execute("echo", "--port", port)).isEqualTo(2);
            assertOneLine("--port " + port);
        }
    }

    @Test
    void echoRefusesAPortThatIsNone() {
        assertThat(execute("echo", "--port", "70000")).isEqualTo(2);
        assertOneLine("--port");
    }

    @Test
    void simulatorNamesAFileThatIsMissing() {
        String wav = folder.resolve("none.wav").toString();

        assertThat(execute("simulator", "--webhook-url", "http://127.0.0.1:9/webhook", "--wav", wav))
                .isEqualTo(2);
        assertOneLine("none.wav", "there is no such file");
    }

    @Test
    void saysHowTheAgentIsBuiltWhereItIsNot() {
        CommandLine agent = AgentBeside.of(Map.of(), folder).setErr(new PrintWriter(told, true));

        assertThat(agent.execute("--simulate", "--whatever", "more")).isEqualTo(2);
        assertOneLine(
                "agent is not in this build", "lib/agent", "mvn ", "-pl telnyx-stream-examples/agent -am package");
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of("TELNYX_API_KEY", KEY, "TELNYX_PUBLIC_KEY", PUBLIC_KEY, name, value);
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine(Map.of());
        commandLine.setErr(new PrintWriter(told, true));
        return commandLine.execute(arguments);
    }

    private static Map<String, String> keys() {
        return Map.of("TELNYX_API_KEY", KEY, "TELNYX_PUBLIC_KEY", PUBLIC_KEY);
    }

    private int run(Map<String, String> environment, String... options) {
        CommandLine commandLine = Main.commandLine(environment);
        commandLine.setErr(new PrintWriter(told));
        String[] arguments = new String[options.length + 1];
        arguments[0] = "answering-machine";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return commandLine.execute(arguments);
    }

    private void assertOneLine(String... parts) {
        assertThat(told.toString().lines()).hasSize(1);
        assertThat(told.toString()).contains(parts);
    }

    private static void writeAt16Kilohertz(Path wav) {
        try (WavWriter writer = WavWriter.create(wav, WavEncoding.PCM_16, 1, 16000)) {
            writer.write(new short[1600], 0, 1600);
        } catch (IOException noDisk) {
            throw new UncheckedIOException(noDisk);
        }
    }
}
