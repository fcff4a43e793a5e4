package io.github.telnyxstream.examples.servers;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.examples.answeringmachine.AnsweringMachine;
import io.github.telnyxstream.examples.answeringmachine.Configuration;
import io.github.telnyxstream.examples.answeringmachine.Greeting;
import io.github.telnyxstream.examples.answeringmachine.Mode;
import io.github.telnyxstream.examples.answeringmachine.Sounds;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same machine on every server: what a caller says is stored, sample by sample. */
class AnsweringMachineIT {
    private static final String API_KEY = "KEYserver0123456789";
    private static final int SAMPLES_A_SECOND = 8_000;

    @TempDir
    private Path messages;

    static Set<String> servers() {
        return Doors.ALL.keySet();
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("servers")
    void storesWhatTheCallerSays(String server) throws Exception {
        short[] words = Arrays.copyOf(Sounds.bundled("caller"), SAMPLES_A_SECOND);
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey(API_KEY).start();
                AnsweringMachine machine = AnsweringMachine.startAt(configuration(telnyx), Doors.ALL.get(server))) {
            telnyx.webhookUrl(URI.create("http://127.0.0.1:" + machine.port() + "/webhook"));
            SimulatedCall call = telnyx.placeCall(Caller.builder()
                    .awaitBeep(Duration.ofHours(1))
                    .speak(words)
                    .press("#")
                    .build());

            Eventually.until(() -> call.awaitEnd(Duration.ofMillis(500)).isPresent());
            assertThatCall(call).wasAnswered().hadNoRefusedCommand().wasFreeOfViolations();
            Eventually.until(() -> !recordings().isEmpty());
            assertThat(latin1(Files.readAllBytes(recordings().get(0)))).contains(latin1(travelled(words)));
        }
    }

    private Configuration configuration(TelnyxSimulator telnyx) {
        short[] greeting = Arrays.copyOf(Sounds.bundled("thank-you"), SAMPLES_A_SECOND / 2);
        return new Configuration(
                API_KEY,
                telnyx.publicKey(),
                telnyx.baseUrl().toString(),
                0,
                null,
                messages,
                new Greeting.Recorded(greeting, new byte[0]),
                Duration.ofSeconds(8),
                Duration.ofSeconds(3),
                Mode.STREAM,
                10);
    }

    private List<Path> recordings() throws IOException {
        try (Stream<Path> files = Files.walk(messages)) {
            return files.filter(file -> file.toString().endsWith(".wav")).toList();
        }
    }

    /** What is left of the words after they have travelled as G.711, as a file of audio has it. */
    private static byte[] travelled(short[] pcm) {
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.PCMU, SAMPLES_A_SECOND));
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        int length = codec.encode(pcm, 0, pcm.length, bytes, 0);
        short[] heard = new short[pcm.length];
        codec.decode(bytes, 0, length, heard, 0);
        ByteBuffer file = ByteBuffer.allocate(2 * heard.length).order(ByteOrder.LITTLE_ENDIAN);
        file.asShortBuffer().put(heard);
        return file.array();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
