package io.github.telnyxstream.testkit.simulator;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that know nothing of this library, each in its own language and process. */
class OtherLanguagesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private Process process;

    @AfterEach
    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            process.waitFor();
        }
    }

    private SimulatedCall echo(SimulatorBuilder settings, String... command) throws Exception {
        int port = freePort();
        try (TelnyxSimulator telnyx = settings.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"))
                .webhookDelivery(WebhookDelivery.inOrder().patient())
                .start()) {
            start(port, telnyx, command);
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitListening(Duration.ofMinutes(5))
                    .speak(Murmur.lasting(1500))
                    .pause(Duration.ofSeconds(1))
                    .hangUp()
                    .ringing(Duration.ofSeconds(10))
                    .build());
            assertThat(call.awaitEnd(PATIENCE)).isPresent();
            return call;
        }
    }

    private void start(int port, TelnyxSimulator telnyx, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "PORT",
                        Integer.toString(port),
                        "TELNYX_BASE_URL",
                        telnyx.baseUrl().toString(),
                        "TELNYX_API_KEY",
                        "KEYsimulator"));
        Path log = folder.resolve("application.log");
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Eventually.until(() -> isListening(port) || !process.isAlive());
        assertThat(process.isAlive()).as(() -> read(log)).isTrue();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(each -> works(each, "-c", "import fastapi, uvicorn, websockets"))
                .findFirst()
                .orElseGet(
                        () -> Assumptions.abort(
                                "no Python with FastAPI, uvicorn and websockets here: the guide's kind of program was not called"));
    }

    /** An echo without pacing has gaps on a busy machine, so it is measured by how much comes back. */
    private static void assertEcho(SimulatedCall call) {
        assertThatCall(call)
                .wasAnswered()
                .commandsWere("answer")
                .heardSoundFor(Duration.ofSeconds(1))
                .wasFreeOfViolations();
        assertThat(call.playback().orElseThrow().messages()).isGreaterThan(call.sent().length / 160 * 8 / 10);
    }

    @Test
    void callsAPlainNodeProgram() throws Exception {
        Assumptions.assumeTrue(works("node", "--version"), "node is missing: no Node program was called");
        assertEcho(echo(TelnyxSimulator.builder(), "node", "src/test/node/echo-app.mjs"));
    }

    @Test
    void callsAPythonProgramThatReadsTheGuidesFields() throws Exception {
        assertEcho(echo(TelnyxSimulator.builder().flatWebhooks(), python(), "src/test/python/echo_app.py"));
    }

    @Test
    void showsThatTheGuidesFieldsAreNotTelnyxs() throws Exception {
        assertThatCall(echo(TelnyxSimulator.builder(), python(), "src/test/python/echo_app.py"))
                .wasNotAnswered()
                .commandsWere();
    }
}
