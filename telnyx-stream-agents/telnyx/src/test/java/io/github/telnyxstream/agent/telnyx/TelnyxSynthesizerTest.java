package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnyxSynthesizerTest {

    private static TelnyxSpeech speech(URI url) {
        return TelnyxSpeech.builder("KEYsimulator")
                .baseUrl(url)
                .voice("AWS.Polly.Joanna-Neural", 16000)
                .build();
    }

    private static String audio(byte[] bytes) {
        return "{\"audio\":\"" + Base64.getEncoder().encodeToString(bytes) + "\",\"text\":null,\"isFinal\":false}";
    }

    /** Sends its audio in pieces of odd length once it is told that the text is complete. */
    private static void speak(WebSocket socket, Object message, byte[] bytes) {
        if (message.equals("{\"text\":\"\"}")) {
            for (int at = 0; at < bytes.length; at += 333) {
                socket.send(audio(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 333))));
            }
            socket.send("{\"audio\":null,\"text\":\"\",\"isFinal\":true}");
            socket.close(1000);
        }
    }

    private static byte[] ramp(int samples) {
        byte[] bytes = new byte[samples * 2];
        for (int i = 0; i < samples; i++) {
            bytes[2 * i] = (byte) i;
            bytes[2 * i + 1] = (byte) (i >> 8);
        }
        return bytes;
    }

    private static void assertRamp(Heard heard, int samples) {
        assertThat(heard.samples).hasSize(samples);
        for (int i = 0; i < samples; i++) {
            assertThat(heard.samples.get(i)).isEqualTo((short) i);
        }
    }

    @Test
    void speaksASentenceOnASocketOfItsOwnAndOpensTheNextOneAhead() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, ramp(5000)));
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            var synthesizer = speech.synthesizer();
            for (int i = 0; i < 3; i++) {
                Heard heard = new Heard();
                synthesizer.synthesize("Hello \"you\".", "en-US", heard);
                assertThat(heard.next()).isEqualTo("done");
                assertRamp(heard, 5000);
                assertThat(heard.rateHz).isEqualTo(16000);
            }
            telnyx.connections.acquire(4);

            assertThat(telnyx.queries)
                    .allMatch(query -> query.equals("/v2/text-to-speech/speech?voice=AWS.Polly.Joanna-Neural"
                            + "&audio_format=linear16&sample_rate=16000&language=en-US"));
            assertThat(telnyx.texts)
                    .contains(
                            "{\"text\":\" \"}", "{\"text\":\"Hello \\\"you\\\".\",\"flush\":true}", "{\"text\":\"\"}");
        }
    }

    @Test
    void speaksNoLanguageOnASocketThatWasOpenedForAnother() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, ramp(500)));
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            var synthesizer = speech.synthesizer();
            for (String language : List.of("en-US", "de-DE", "en-US", "de-DE")) {
                Heard heard = new Heard();
                synthesizer.synthesize("Hallo.", language, heard);
                assertThat(heard.next()).isEqualTo("done");
            }
            // for each language one to begin with, and one ahead of each sentence
            telnyx.connections.acquire(6);

            assertThat(telnyx.queries)
                    .filteredOn(query -> query.endsWith("&language=de-DE"))
                    .hasSize(3);
            assertThat(telnyx.queries)
                    .filteredOn(query -> query.endsWith("&language=en-US"))
                    .hasSize(3);
        }
    }

    @Test
    void takesARiffHeaderForWhatItIs() throws Exception {
        byte[] header = new byte[44];
        System.arraycopy(new byte[] {'R', 'I', 'F', 'F'}, 0, header, 0, 4);
        header[24] = (byte) 24000;
        header[25] = (byte) (24000 >> 8);
        byte[] pcm = ramp(700);
        byte[] file = Arrays.copyOf(header, 44 + pcm.length);
        System.arraycopy(pcm, 0, file, 44, pcm.length);
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, file));
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", heard);
            assertThat(heard.next()).isEqualTo("done");
            assertRamp(heard, 700);
            assertThat(heard.rateHz).isEqualTo(24000);
        }
    }

    @Test
    void saysSoWhenTheSocketClosesWithoutAFinalMessageOrAnErrorComes() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> {
                    if (message.equals("{\"text\":\"\"}")) {
                        socket.close(1000);
                    }
                });
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", heard);
            assertThat(heard.next()).isEqualTo("failed BROKEN");
        }
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> {
                    if (message.equals("{\"text\":\"\"}")) {
                        socket.send("{\"error\":\"Error in audio response\"}");
                    }
                });
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", heard);
            assertThat(heard.next()).isEqualTo("failed BROKEN");
            assertThat(heard.failure.reason()).isEqualTo("Error in audio response");
        }
    }

    /** A second of a tone as an MP3 file, with the tag that some voices put before each piece. */
    private static byte[] mp3(boolean hasTag) {
        MediaFormat format = MediaFormat.of(Encoding.MP3, 16000);
        short[] pcm = new short[16000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / 16000));
        }
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        int length = codec.encode(pcm, 0, pcm.length, bytes, 0);
        byte[] tag = hasTag ? new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5} : new byte[0];
        byte[] file = Arrays.copyOf(tag, tag.length + length);
        System.arraycopy(bytes, 0, file, tag.length, length);
        return file;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void decodesWhatAVoiceSendsAsMp3AlthoughItWasAskedForSamples(boolean hasTag) throws Exception {
        byte[] one = mp3(hasTag);
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, two));
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", heard);
            assertThat(heard.next()).isEqualTo("done");
            assertThat(heard.rateHz).isEqualTo(16000);
            // two seconds, and the silence that MP3 puts around each
            assertThat(heard.samples).hasSizeBetween(32000, 38000);
            int crossings = 0;
            for (int i = 1; i < heard.samples.size(); i++) {
                if (heard.samples.get(i - 1) < 0
                        && heard.samples.get(i) >= 0
                        && heard.samples.get(i) - heard.samples.get(i - 1) > 100) {
                    crossings++;
                }
            }
            assertThat(crossings).isBetween(850, 900);
        }
    }

    @Test
    void takesNoSocketThatHasGoneAsleep() throws Exception {
        AtomicLong now = new AtomicLong();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, ramp(500)));
                TelnyxSpeech speech = speech(telnyx.baseUrl())) {
            TelnyxSynthesizer synthesizer = new TelnyxSynthesizer(speech.service(), "v", 16000, now::get);
            Heard first = new Heard();
            synthesizer.synthesize("Hello.", "en-US", first);
            assertThat(first.next()).isEqualTo("done");
            telnyx.connections.acquire(2);

            now.set(Duration.ofSeconds(16).toNanos());
            Heard second = new Heard();
            synthesizer.synthesize("Hello.", "en-US", second);
            assertThat(second.next()).isEqualTo("done");
            // the one that was open ahead was given up: one for the sentence, and one ahead again
            telnyx.connections.acquire(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, REFUSED, HTTP 400",
        "401, REFUSED, HTTP 401: the key is not accepted",
        "403, REFUSED, 'HTTP 403: not allowed for this account; is the voice provisioned, the engine enabled?'",
        "429, BROKEN, HTTP 429",
        "503, BROKEN, HTTP 503"
    })
    void saysWhyAVoiceIsRefusedAndWhetherItHelpsToTryAgain(int status, String kind, String reason) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try (TelnyxSpeech speech =
                speech(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2"))) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", heard);
            assertThat(heard.next()).isEqualTo("failed " + kind);
            assertThat(heard.failure.reason()).isEqualTo(reason);
        } finally {
            server.stop(0);
        }
    }
}
