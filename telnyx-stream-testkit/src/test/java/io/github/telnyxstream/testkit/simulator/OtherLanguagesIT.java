package io.github.telnyxstream.testkit.simulator;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.caller.Murmur;
import io.github.telnyxstream.testkit.fault.FaultPlan;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
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
    private static final Duration LOOK = Duration.ofSeconds(1);

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
        return call(
                settings.webhookDelivery(WebhookDelivery.inOrder().patient()),
                Caller.builder()
                        .awaitListening(Duration.ofHours(1))
                        .speak(Murmur.lasting(1500))
                        .pause(Duration.ofSeconds(3))
                        .hangUp()
                        .ringing(Duration.ofSeconds(10))
                        .faults(FaultPlan.parse("pings=500ms", 1).line())
                        .build(),
                command);
    }

    private SimulatedCall call(SimulatorBuilder settings, Caller caller, String... command) throws Exception {
        int port = freePort();
        try (TelnyxSimulator telnyx = settings.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"))
                .start()) {
            start(port, telnyx, command);
            SimulatedCall call = telnyx.placeCall(caller);
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
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
                        "KEYsimulator",
                        "PYTHONUNBUFFERED",
                        "1"));
        Path log = log();
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Eventually.until(() -> isListening(port) || !process.isAlive());
        assertThat(process.isAlive()).as(() -> OtherPrograms.read(log)).isTrue();
    }

    private Path log() {
        return folder.resolve("application.log");
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

    private static String python() {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(each -> OtherPrograms.works(each, "-c", "import fastapi, uvicorn, websockets"))
                .findFirst()
                .orElseGet(() -> Assumptions.abort(
                        "no Python with FastAPI, uvicorn and websockets here: the guide's kind of program was"
                                + " not called"));
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
        Assumptions.assumeTrue(OtherPrograms.isThere("node"), "node is missing: no Node program was called");
        SimulatedCall call = echo(TelnyxSimulator.builder(), "node", "src/test/node/echo-app.mjs");

        assertEcho(call);
        assertThat(call.events()).noneMatch(event -> event.text().contains("no WebSocket ping was answered"));
    }

    /** The caller presses a key in the end, and the program's mark comes back when its queue is emptied. */
    @Test
    void callsANodeProgramWithTheWsPackage() throws Exception {
        String program = NodeTools.requireWs().program("echo-app.mjs").toString();
        SimulatedCall call = call(
                TelnyxSimulator.builder()
                        .webhookDelivery(WebhookDelivery.inOrder().patient()),
                Caller.builder()
                        .awaitListening(Duration.ofHours(1))
                        .speak(Murmur.lasting(1500))
                        .pause(Duration.ofSeconds(3))
                        .press("5")
                        .pause(Duration.ofSeconds(1))
                        .hangUp()
                        .build(),
                "node",
                program);

        assertEcho(call);
        Eventually.until(() -> OtherPrograms.read(log()).contains("close 1000"));
        assertThat(OtherPrograms.read(log()))
                .contains("answer 200", "mark key 5")
                .doesNotContain("error");
    }

    /** It says back both tracks, so also what it has just said itself: the queue at Telnyx grows and the echo comes late. */
    @Test
    void callsTheGuidesEchoWithNothingButTheAddressesChanged() throws Exception {
        SimulatedCall call = echo(TelnyxSimulator.builder().flatWebhooks(), python(), "src/test/python/echo_app.py");

        assertThatCall(call).wasAnswered().commandsWere("answer").wasFreeOfViolations();
        assertThat(call.sound().sections()).isNotEmpty();
        assertThat(call.playback().orElseThrow().messages()).isGreaterThan(call.sent().length / 160 * 12 / 10);
    }

    /** The program commands before it answers a webhook, and a clock that makes its own time waits for that. */
    @Test
    void leavesAMessageAtTheGuidesAnsweringMachine() throws Exception {
        SimulatedCall call = call(
                TelnyxSimulator.builder().flatWebhooks().clock(new ManualClock()),
                Caller.builder()
                        .awaitBeep(Duration.ofMinutes(1))
                        .transcript("I found your umbrella.")
                        .speak(Murmur.lasting(1500))
                        .pause(Duration.ofSeconds(1))
                        .hangUp()
                        .build(),
                python(),
                "src/test/python/answering_machine.py");

        assertThatCall(call)
                .wasAnswered()
                .commandsWere("answer", "speak", "record_start")
                .hadNoRefusedCommand()
                .heardSoundFor(Duration.ofSeconds(8))
                .sawEvent(Kind.BEEP_HEARD)
                .sawEvent(Kind.RECORDING_SAVED)
                .tookWebhook("call.recording.transcription.saved")
                .wasFreeOfViolations();
        assertThat(OtherPrograms.read(log()))
                // the program forgets the caller at call.hangup, which comes before the recording: a mistake of the
                // guide
                .contains("New voicemail received:", "From: Unknown")
                .contains("Duration: 3.0 seconds")
                .containsPattern("Download URL: http://127\\.0\\.0\\.1:\\d+/")
                .contains("Voicemail transcription: I found your umbrella.")
                .doesNotContain("Webhook error");
    }

    @Test
    void showsThatTheGuidesFieldsAreNotTelnyxs() throws Exception {
        assertThatCall(echo(TelnyxSimulator.builder(), python(), "src/test/python/echo_app.py"))
                .wasNotAnswered()
                .commandsWere();
    }
}
