package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code telnyx-stream.jar agent} with a key: the simulator rings it, and its speech services and model are stood in for. */
class RealCallIT {
    private static final String KEY = "KEYagent0123";
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path temporary;

    private Path folder;
    private int port;

    @BeforeEach
    void makeFolderAndPort() throws IOException {
        folder = Files.createDirectory(temporary.resolve("work"));
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
    }

    @Test
    void answersWithTheModelTheVoiceTheLanguageAndTheWordsThatItWasGiven() throws Exception {
        Files.writeString(folder.resolve("bakery.txt"), "You answer for Miller's bakery. Grüß Gott!");
        try (StandInServices services =
                        new StandInServices("when are you open", "Miller's bakery.", "From nine to five.");
                TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey(KEY).start();
                ProgramRun program = program(
                        telnyx,
                        services,
                        "--instructions=bakery.txt",
                        "--model=maker/model",
                        "--voice=Maker.Voice",
                        "--language=en-GB")) {
            SimulatedCall call = ring(
                    telnyx,
                    program,
                    Caller.builder()
                            .awaitHeard(LONG)
                            .say("When are you open?")
                            .awaitHeard(LONG)
                            .hangUp()
                            .build());
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
            program.process.destroy();

            assertThat(program.exit()).isZero();
            assertThat(services.keys).isNotEmpty().containsOnly("Bearer " + KEY);
            assertThat(services.asked)
                    .anyMatch(query -> query.contains("/speech-to-text/") && query.contains("language=en-GB"))
                    .anyMatch(query -> query.contains("/text-to-speech/") && query.contains("voice=Maker.Voice"));
            assertThat(services.chats)
                    .hasSize(2)
                    .allSatisfy(chat -> assertThat(chat.path("model").asText()).isEqualTo("maker/model"));
            assertThat(messages(services.chats.get(0)))
                    .startsWith("system: You answer for Miller's bakery. Grüß Gott!");
            assertThat(messages(services.chats.get(1)))
                    .contains("assistant: Miller's bakery.\n", "user: when are you open\n");
            // on a busy machine a filler may come in between
            assertThat(services.spoken).containsSubsequence("Miller's bakery.", "From nine to five.");
            assertThat(program.lines())
                    .anyMatch(line -> line.endsWith("the agent listens on port " + port))
                    .noneMatch(line -> line.contains(KEY) || line.contains("WARN") || line.contains("when are you"));
        }
    }

    @Test
    void namesTheOptionWhoseServiceRefuses() throws Exception {
        try (StandInServices services = new StandInServices("hello");
                TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey(KEY).start();
                ProgramRun program = program(telnyx, services, "--model=maker/none")) {
            SimulatedCall call = ring(
                    telnyx, program, Caller.builder().awaitHeard(LONG).hangUp().build());
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());

            Eventually.until(() ->
                    program.lines().stream().anyMatch(line -> line.contains("--model is refused by Telnyx: HTTP 404")));
            assertThat(program.lines()).noneMatch(line -> line.contains("\tat "));
        }
    }

    @Test
    void saysThatTelnyxRefusesTheKeyBeforeAnybodyCalls() throws Exception {
        try (StandInServices services = new StandInServices("hello");
                TelnyxSimulator telnyx =
                        TelnyxSimulator.builder().apiKey("KEYanother").start();
                ProgramRun program = program(telnyx, services)) {
            assertThat(program.exit()).isEqualTo(2);
            assertThat(program.lines())
                    .singleElement()
                    .asString()
                    .startsWith("TELNYX_API_KEY is refused by Telnyx (HTTP 401)")
                    .doesNotContain(KEY);
        }
    }

    private ProgramRun program(TelnyxSimulator telnyx, StandInServices services, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        all[0] = "--port=" + port;
        all[1] = "--public-url=http://127.0.0.1:" + port;
        System.arraycopy(options, 0, all, 2, options.length);
        return new ProgramRun(
                ProgramRun.JAR,
                folder,
                Map.of(
                        "TELNYX_API_KEY", KEY,
                        "TELNYX_PUBLIC_KEY", telnyx.publicKey(),
                        "TELNYX_BASE_URL", telnyx.baseUrl().toString(),
                        "TELNYX_SPEECH_URL", services.baseUrl().toString()),
                all);
    }

    private SimulatedCall ring(TelnyxSimulator telnyx, ProgramRun program, Caller caller) {
        Eventually.until(() -> isHealthy() || !program.process.isAlive());
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + port + "/webhook"));
        return telnyx.placeCall(caller);
    }

    private boolean isHealthy() throws IOException, InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (ConnectException notYet) {
            return false;
        }
    }

    private static String messages(JsonNode chat) {
        StringBuilder text = new StringBuilder();
        for (JsonNode message : chat.path("messages")) {
            text.append(message.path("role").asText())
                    .append(": ")
                    .append(message.path("content").asText())
                    .append('\n');
        }
        return text.toString();
    }
}
