package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.AgentLines;
import io.github.telnyxstream.agent.Responder;
import io.github.telnyxstream.agent.SpeechRecognizer;
import io.github.telnyxstream.agent.VoiceAgents;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.DialCommand;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.junit.TelnyxTest;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Voices that speak the call's own G.711. */
class CompandedVoiceTest {
    private static final byte NEGATIVE_ZERO = 0x7F;
    private static final byte ZERO = (byte) 0xFF;

    private static TelnyxSpeech speech(StandInSockets telnyx, String voice) {
        return TelnyxSpeech.builder("KEYsimulator")
                .baseUrl(telnyx.baseUrl())
                .voice(voice, 16000)
                .build();
    }

    /** Sends its audio in pieces of odd length once it is told that the text is complete. */
    private static void speak(WebSocket socket, Object message, byte[] bytes) {
        if (message.equals("{\"text\":\"\"}")) {
            for (int at = 0; at < bytes.length; at += 333) {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 333));
                socket.send("{\"audio\":\"" + Base64.getEncoder().encodeToString(piece)
                        + "\",\"text\":null,\"isFinal\":false}");
            }
            socket.send("{\"audio\":null,\"text\":\"\",\"isFinal\":true}");
            socket.close(1000);
        }
    }

    /** Every code several times, from silence on. */
    private static byte[] everyCode() {
        byte[] codes = new byte[256 * 8];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) (0xFF - i);
        }
        return codes;
    }

    private static short[] decoded(MediaFormat format, byte[] codes) {
        short[] pcm = new short[codes.length];
        AudioCodec.of(format).decode(codes, 0, codes.length, pcm, 0);
        return pcm;
    }

    private static byte[] encoded(MediaFormat format, List<Short> samples) {
        short[] pcm = new short[samples.size()];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = samples.get(i);
        }
        byte[] codes = new byte[pcm.length];
        AudioCodec.of(format).encode(pcm, 0, pcm.length, codes, 0);
        return codes;
    }

    @ParameterizedTest
    @CsvSource({
        "Azure.en-US-AvaNeural, PCMU, 8000, mulaw, 8000",
        "azure.en-US-AvaNeural, PCMU, 8000, mulaw, 8000",
        "ElevenLabs.eleven_turbo.x, PCMU, 8000, mulaw, 8000",
        "Azure.en-US-AvaNeural, PCMA, 8000, alaw, 8000",
        "ElevenLabs.eleven_turbo.x, PCMA, 8000, linear16, 16000",
        "Azure.en-US-AvaNeural, L16, 16000, linear16, 16000",
        "Azure.en-US-AvaNeural, L16, 8000, linear16, 16000",
        "Azure.en-US-AvaNeural, G722, 16000, linear16, 16000",
        "AWS.Polly.Joanna-Neural, PCMU, 8000, linear16, 16000",
        "Telnyx.NaturalHD.astra, PCMU, 8000, linear16, 16000",
        "Azurea, PCMU, 8000, linear16, 16000"
    })
    void isAskedForWhatTheCallIsEncodedAsWhereItsPageListsThat(
            String voice, Encoding call, int callRateHz, String format, int rateHz) throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, new byte[2000]));
                TelnyxSpeech speech = speech(telnyx, voice)) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", MediaFormat.of(call, callRateHz), heard);
            assertThat(heard.next()).isEqualTo("done");
            telnyx.connections.acquire(2);

            assertThat(heard.rateHz).isEqualTo(rateHz);
            assertThat(telnyx.queries)
                    .allMatch(query -> query.equals("/v2/text-to-speech/speech?voice=" + voice + "&audio_format="
                            + format + "&sample_rate=" + rateHz + "&language=en-US"));
        }
    }

    /** One synthesizer serves calls of all codecs: a socket that waits is for one of them only. */
    @Test
    void speaksOnNoSocketThatWasOpenedForAnotherCodec() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, everyCode()));
                TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural")) {
            var synthesizer = speech.synthesizer();
            for (MediaFormat format : List.of(MediaFormat.PCMU, MediaFormat.l16(16000), MediaFormat.PCMU)) {
                Heard heard = new Heard();
                synthesizer.synthesize("Hello.", "en-US", format, heard);
                assertThat(heard.next()).isEqualTo("done");
                assertThat(heard.samples).hasSize(format.equals(MediaFormat.PCMU) ? 2048 : 1024);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PCMU", "PCMA"})
    void leavesAsItCame(Encoding encoding) throws Exception {
        MediaFormat format = MediaFormat.of(encoding, 8000);
        byte[] codes = everyCode();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, codes));
                TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural")) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", format, heard);
            assertThat(heard.next()).isEqualTo("done");

            byte[] expected = codes.clone();
            if (encoding == Encoding.PCMU) {
                // µ-law has two codes for zero, and samples but one
                for (int i = 0; i < expected.length; i++) {
                    expected[i] = expected[i] == NEGATIVE_ZERO ? ZERO : expected[i];
                }
            }
            assertThat(encoded(format, heard.samples)).isEqualTo(expected);
        }
    }

    @Test
    void takesAQuietBeginningForNoMp3() throws Exception {
        // headers of MP3 frames by their first three bytes, and µ-law a little above silence
        byte[] quiet = new byte[4000];
        byte[] noise = {ZERO, (byte) 0xFB, 0x7A, (byte) 0xFE};
        for (int i = 0; i < quiet.length; i++) {
            quiet[i] = i < 8 ? noise[i % 4] : (byte) (0xF0 + i % 15);
        }
        assertThat(Mp3Frames.begin(quiet)).isTrue();
        for (int length : new int[] {50, 500, 4000}) {
            byte[] codes = Arrays.copyOf(quiet, length);
            try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, codes));
                    TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural")) {
                Heard heard = new Heard();
                speech.synthesizer().synthesize("Hello.", "en-US", MediaFormat.PCMU, heard);
                assertThat(heard.next()).isEqualTo("done");
                assertThat(encoded(MediaFormat.PCMU, heard.samples)).isEqualTo(codes);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"16000, 2", "16000, 50", "24000, 50", "44100, 50"})
    void stillDecodesMp3(int rateHz, int frames) throws Exception {
        AudioCodec codec = AudioCodec.of(MediaFormat.of(Encoding.MP3, rateHz));
        short[] pcm = new short[rateHz * frames / 50];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / rateHz));
        }
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        byte[] file = Arrays.copyOf(bytes, codec.encode(pcm, 0, pcm.length, bytes, 0));
        assertThat(Mp3Frames.inARow(bytes, 2)).isEqualTo(2);
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, file));
                TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural")) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", MediaFormat.PCMU, heard);
            assertThat(heard.next()).isEqualTo("done");
            assertThat(heard.rateHz).isEqualTo(16000);
            assertThat(heard.samples).hasSizeBetween(320 * frames, 320 * frames + 4000);
        }
    }

    /** As some services write it: a longer format, and the number of samples before them. */
    @ParameterizedTest
    @CsvSource({"7, PCMU", "6, PCMA"})
    void takesARiffHeaderForWhatItIs(int tag, Encoding encoding) throws Exception {
        byte[] codes = everyCode();
        byte[] file = new byte[58 + codes.length];
        put(file, 0, "RIFF");
        put(file, 8, "WAVEfmt ");
        file[16] = 18;
        file[20] = (byte) tag;
        file[24] = 0x40;
        file[25] = 0x1F;
        put(file, 38, "fact");
        file[42] = 4;
        put(file, 50, "data");
        System.arraycopy(codes, 0, file, 58, codes.length);
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, file));
                TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural")) {
            Heard heard = new Heard();
            speech.synthesizer().synthesize("Hello.", "en-US", MediaFormat.PCMU, heard);
            assertThat(heard.next()).isEqualTo("done");
            assertThat(heard.rateHz).isEqualTo(8000);
            assertThat(heard.samples)
                    .hasSize(codes.length)
                    .startsWith(decoded(MediaFormat.of(encoding, 8000), codes)[0]);
        }
    }

    private static void put(byte[] file, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            file[at + i] = (byte) text.charAt(i);
        }
    }

    /** From the voice's socket to the caller's ear, through agent, engine and wire. */
    @Test
    @TelnyxTest
    void isHeardOnACallCodeByCode(TelnyxSimulator simulator, TelnyxEnvironment environment) throws Exception {
        byte[] codes = everyCode();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> speak(socket, message, codes));
                TelnyxSpeech speech = speech(telnyx, "Azure.en-US-AvaNeural");
                StreamAcceptor acceptor = StreamAcceptor.builder(agents(speech)).build();
                CallControl calls = CallControl.builder(environment.apiKey())
                        .baseUrl(environment.baseUrl().toString())
                        .build()) {
            simulator.streamsTo(acceptor);
            simulator.whenDialed(
                    Caller.builder().awaitHeard(Duration.ofMinutes(1)).hangUp().build());
            calls.dial(DialCommand.builder("1234567890", "+12025550111", "+12025550122").stream(
                            StreamSettings.of(environment.mediaUrl().toString()))
                    .build());
            SimulatedCall call = simulator.calls().get(0);
            assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();

            assertThat(telnyx.queries).isNotEmpty().allMatch(query -> query.contains("=mulaw&sample_rate=8000"));
            assertThat(sound(call.heard())).isEqualTo(sound(decoded(MediaFormat.PCMU, codes)));
        }
    }

    /** Without silence, which a busy machine lets in between frames. */
    private static List<Short> sound(short[] pcm) {
        List<Short> sound = new ArrayList<>();
        for (short sample : pcm) {
            if (sample != 0) {
                sound.add(sample);
            }
        }
        return sound;
    }

    /** Speaks a greeting; the rest is silence. */
    private static VoiceAgents agents(TelnyxSpeech speech) {
        SpeechRecognizer deaf = (language, listener) -> new SpeechRecognizer.Recognition() {
            @Override
            public void accept(MediaFrame frame) {}

            @Override
            public void close() {}
        };
        Responder mute = (request, reply) -> () -> {};
        return VoiceAgents.builder(deaf, mute, speech.synthesizer())
                .lines(AgentLines.english("Hello."))
                .build();
    }
}
