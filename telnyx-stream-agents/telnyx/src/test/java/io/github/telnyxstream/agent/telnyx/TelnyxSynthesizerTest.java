package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;

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
                            + "&audio_format=linear16&sample_rate=16000"));
            assertThat(telnyx.texts)
                    .contains(
                            "{\"text\":\" \"}", "{\"text\":\"Hello \\\"you\\\".\",\"flush\":true}", "{\"text\":\"\"}");
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
}
