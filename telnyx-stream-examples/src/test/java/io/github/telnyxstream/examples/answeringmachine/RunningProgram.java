package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavWriter;
import io.github.telnyxstream.examples.Program;
import io.github.telnyxstream.testkit.Eventually;
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
import java.util.List;
import java.util.Optional;

/** The jar's answering machine in a JVM of its own, with a small heap, and a simulated Telnyx that reaches it through a front. */
final class RunningProgram implements AutoCloseable {
    private static final String KEY = "KEYprogram";

    final TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey(KEY).start();
    final int port = freePort();
    final Front front = new Front(port);
    final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path messages;
    private final Path output;

    RunningProgram(Path folder, short[] greeting) throws IOException {
        messages = folder.resolve("messages");
        output = folder.resolve("output.txt");
        Path wav = folder.resolve("greeting.wav");
        try (WavWriter writer = WavWriter.create(wav, WavEncoding.PCM_16, 1, 8000)) {
            writer.write(greeting, 0, greeting.length);
        }
        ProcessBuilder builder = new ProcessBuilder(Program.command(
                        Program.JAR,
                        List.of(
                                "answering-machine",
                                "--port",
                                String.valueOf(port),
                                "--public-url",
                                "http://127.0.0.1:" + front.port(),
                                "--silence-seconds",
                                "1",
                                "--greeting",
                                wav.toString(),
                                "--messages",
                                messages.toString())))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TELNYX_API_KEY", KEY);
        builder.environment().put("TELNYX_PUBLIC_KEY", telnyx.publicKey());
        builder.environment().put("TELNYX_BASE_URL", telnyx.baseUrl().toString());
        process = builder.start();
        Eventually.until(() -> health() == 200);
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a load balancer is told, or 0 before the program listens. */
    int health() throws IOException, InterruptedException {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (ConnectException notYet) {
            return 0;
        }
    }

    List<Path> files() throws IOException {
        return Files.isDirectory(messages) ? Message.files(messages) : List.of();
    }

    Message messageOf(SimulatedCall call) throws IOException {
        Eventually.until(() -> Message.of(messages, call.callControlId()).isPresent());
        Optional<Message> message = Message.of(messages, call.callControlId());
        return message.orElseThrow();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        front.close();
        telnyx.close();
    }
}
