package io.github.telnyxstream.examples.answeringmachine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.testkit.caller.WavSpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A message as it lies in the folder. */
record Message(Path wav, short[] samples, JsonNode facts) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The message of a call, if there is one. */
    static Optional<Message> of(Path directory, String callControlId) throws IOException {
        for (Path file : files(directory)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".json") && !name.startsWith(".")) {
                JsonNode facts = JSON.readTree(file.toFile());
                if (facts.path("call_control_id").asText().equals(callControlId)) {
                    Path wav = file.resolveSibling(name.replace(".json", ".wav"));
                    return Optional.of(new Message(wav, read(wav), facts));
                }
            }
        }
        return Optional.empty();
    }

    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Sample by sample where the message has the phone's rate, else converted to it. */
    private static short[] read(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            if (reader.sampleRateHz() != 8000) {
                return WavSpeech.read(wav);
            }
            if (reader.channels() != 1 || reader.encoding() != WavEncoding.PCM_16) {
                throw new IOException(wav + " is not 16-bit PCM, mono");
            }
            short[] samples = new short[(int) reader.lengthFrames()];
            int length = 0;
            while (length < samples.length) {
                length += reader.readMono(samples, length, samples.length - length);
            }
            return Arrays.copyOf(samples, length);
        }
    }

    String endedBy() {
        return facts.path("ended_by").asText();
    }
}
