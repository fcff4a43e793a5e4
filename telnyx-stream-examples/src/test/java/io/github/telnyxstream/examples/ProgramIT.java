package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a person starts it, in a JVM of its own. */
class ProgramIT {
    private static final Duration LOOK = Duration.ofMillis(500);

    @TempDir
    Path folder;

    @Test
    void playsASimulatedCallAndSaysWhereTheMessageIs() throws Exception {
        Path words = wav("words.wav", 1500);
        Path greeting = wav("greeting.wav", 300);
        Path messages = folder.resolve("messages");

        Path output = folder.resolve("output.txt");
        int exit = start(
                        Map.of(),
                        output,
                        "answering-machine",
                        "--simulate",
                        words.toString(),
                        "--greeting",
                        greeting.toString(),
                        "--messages",
                        messages.toString())
                .waitFor();

        String text = Files.readString(output);
        assertThat(text).contains("the phone rings", "heard the beep", "recording [###", "Message saved: " + messages);
        assertThat(exit).isZero();
        assertThat(files(messages)).hasSize(2);
    }

    @Test
    void finishesRunningMessagesOnSigtermAndExitsWithZero() throws Exception {
        int port = freePort();
        try (TelnyxSimulator telnyx =
                TelnyxSimulator.builder().apiKey("KEYprogram").start()) {
            Path output = folder.resolve("output.txt");
            Process program = start(
                    Map.of(
                            "TELNYX_API_KEY", "KEYprogram",
                            "TELNYX_PUBLIC_KEY", telnyx.publicKey(),
                            "TELNYX_BASE_URL", telnyx.baseUrl().toString()),
                    output,
                    "answering-machine",
                    "--port",
                    String.valueOf(port),
                    "--public-url",
                    "http://127.0.0.1:" + port,
                    "--greeting",
                    wav("greeting.wav", 300).toString(),
                    "--messages",
                    folder.resolve("messages").toString());
            Eventually.until(() -> isHealthy(port));
            telnyx.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"));
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitBeep(Duration.ofHours(1))
                    .speak(wav("long.wav", 30_000))
                    .build());
            Eventually.until(() -> call.await(Kind.CALLER_SPEAKS, LOOK));
            Eventually.until(() -> !files(folder.resolve("messages")).isEmpty());

            program.destroy();

            assertThat(Eventually.exitOf(program)).isZero();
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
            assertThat(files(folder.resolve("messages")))
                    .hasSize(2)
                    .allSatisfy(
                            file -> assertThat(file.getFileName().toString()).doesNotStartWith("."));
        }
    }

    private static Process start(Map<String, String> environment, Path output, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Program.command(Program.JAR, List.of(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean isHealthy(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private Path wav(String name, int millis) throws IOException {
        Path file = folder.resolve(name);
        short[] pcm = new short[millis * 8];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (6000 * Math.sin(i * 0.2) * Math.sin(i * 0.0007));
        }
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(pcm, 0, pcm.length);
        }
        return file;
    }
}
