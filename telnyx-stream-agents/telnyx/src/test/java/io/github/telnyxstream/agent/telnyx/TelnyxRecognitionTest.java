package io.github.telnyxstream.agent.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.SpeechRecognizer.Recognition;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class TelnyxRecognitionTest {
    private static final MediaFormat PCMU = MediaFormat.of(Encoding.PCMU, 8000);

    private static TelnyxSpeech speech(URI url, String engine, String model) {
        return TelnyxSpeech.builder(" KEYsimulator\n")
                .baseUrl(url)
                .transcription(engine, model)
                .build();
    }

    private static MediaFrame frame(MediaFormat format, int value) {
        byte[] payload = new byte[160];
        java.util.Arrays.fill(payload, (byte) value);
        short[] pcm = new short[format.sampleRateHz() / 50];
        java.util.Arrays.fill(pcm, (short) value);
        return MediaFrame.of(new MediaEvent(null, 1, Track.INBOUND, 1, 0, payload), format, pcm, 0);
    }

    @Test
    void passesMuLawThroughAndTellsPartialAndFinalText() throws Exception {
        LinkedBlockingQueue<ByteBuffer> audio = new LinkedBlockingQueue<>();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> {
                    if (message instanceof ByteBuffer bytes) {
                        audio.add(bytes);
                        socket.send("{\"transcript\":\"hel\",\"is_final\":false,\"confidence\":0.0}");
                    } else if (message.toString().contains("Finalize")) {
                        socket.send("{\"transcript\":\"hello there\",\"is_final\":true,\"confidence\":0.98}");
                        socket.send(
                                "{\"transcript\":\"\",\"is_final\":true,\"utterance_end\":true,\"confidence\":null}");
                    }
                });
                TelnyxSpeech speech = speech(telnyx.baseUrl(), "Deepgram", "nova-3")) {
            Heard heard = new Heard();
            Recognition recognition = speech.recognizer().open("en-US", heard);
            for (int i = 0; i < 5; i++) {
                recognition.accept(frame(PCMU, 0x55));
            }
            ByteBuffer first = audio.take();
            assertThat(first.remaining()).isEqualTo(800);
            assertThat(first.get(0)).isEqualTo((byte) 0x55);
            assertThat(heard.next()).isEqualTo("partial hel");

            recognition.finish();
            ByteBuffer silence = audio.take();
            assertThat(silence.remaining()).isEqualTo(2400);
            assertThat(silence.get(0)).isEqualTo((byte) 0xFF);
            assertThat(heard.next()).isEqualTo("partial hel");
            assertThat(heard.next()).isEqualTo("final hello there 0.98");
            assertThat(heard.next()).isEqualTo("final  null");
            assertThat(heard.next()).isEqualTo("end of turn");
            recognition.close();

            assertThat(telnyx.keys).containsExactly("Bearer KEYsimulator");
            assertThat(telnyx.queries)
                    .singleElement()
                    .asString()
                    .startsWith("/v2/speech-to-text/transcription?")
                    .contains("transcription_engine=Deepgram", "model=nova-3", "input_format=mulaw")
                    .contains("sample_rate=8000", "language=en-US", "interim_results=true");
        }
    }

    @Test
    void takesAShortPauseForNoEndOfATurn() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> {
                    if (message instanceof ByteBuffer) {
                        socket.send("{\"transcript\":\"my number is 2 0 2\",\"is_final\":true,\"speech_final\":true,"
                                + "\"utterance_end\":false,\"confidence\":0.9}");
                        socket.send("{\"transcript\":\"\",\"is_final\":true,\"speech_final\":true}");
                        socket.send("{\"transcript\":\"5 5 5\",\"is_final\":true,\"speech_final\":true}");
                        socket.send("{\"transcript\":\"\",\"is_final\":true,\"utterance_end\":true}");
                    }
                });
                TelnyxSpeech speech = speech(telnyx.baseUrl(), "Deepgram", "nova-3")) {
            Heard heard = new Heard();
            Recognition recognition = speech.recognizer().open("en-US", heard);
            for (int i = 0; i < 5; i++) {
                recognition.accept(frame(PCMU, 0x55));
            }
            assertThat(heard.next()).isEqualTo("final my number is 2 0 2 0.9");
            assertThat(heard.next()).isEqualTo("final  null");
            assertThat(heard.next()).isEqualTo("final 5 5 5 null");
            assertThat(heard.next()).isEqualTo("final  null");
            // a second of silence, as its documentation says
            assertThat(heard.next()).isEqualTo("end of turn");
            recognition.close();
        }
    }

    @Test
    void sendsSamplesToAnEngineThatTakesNoMuLawAndAsksItForNoPartials() throws Exception {
        LinkedBlockingQueue<ByteBuffer> audio = new LinkedBlockingQueue<>();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> {
                    if (message instanceof ByteBuffer bytes) {
                        audio.add(bytes);
                    }
                });
                TelnyxSpeech speech = speech(telnyx.baseUrl(), "Telnyx", "openai/whisper-large-v3-turbo")) {
            Recognition recognition = speech.recognizer().open("de-DE", new Heard());
            for (int i = 0; i < 5; i++) {
                recognition.accept(frame(PCMU, 0x0102));
            }
            ByteBuffer first = audio.take();
            assertThat(first.remaining()).isEqualTo(1600);
            assertThat(first.get(0)).isEqualTo((byte) 0x02);
            assertThat(first.get(1)).isEqualTo((byte) 0x01);
            recognition.finish();
            audio.take();
            recognition.close();

            assertThat(telnyx.queries)
                    .singleElement()
                    .asString()
                    .contains("input_format=linear16", "model=openai%2Fwhisper-large-v3-turbo")
                    .doesNotContain("interim_results");
            assertThat(telnyx.texts).noneMatch(text -> text.contains("Finalize"));
        }
    }

    /** OkHttp lets what is beyond its limit wait without a word, and an open socket counts. */
    @Test
    void letsNoneOfAThousandCallsWaitForAnother() {
        try (TelnyxSpeech speech = speech(URI.create("http://127.0.0.1:1/v2"), "Deepgram", "nova-3")) {
            int listening = 1000;
            int speaking = 3 * 1000;
            int thinking = 1000;
            assertThat(speech.service().client().dispatcher().getMaxRequests())
                    .isGreaterThan(listening + speaking + thinking);
            assertThat(speech.service().client().dispatcher().getMaxRequestsPerHost())
                    .isGreaterThan(listening + speaking + thinking);
        }
    }

    @Test
    void saysThatAWrongQueryIsRefusedForGood() throws Exception {
        try (StandInSockets telnyx = new StandInSockets(
                        (socket, message) -> socket.send(
                                "{\"errors\":[{\"code\":\"40007\",\"title\":\"bad\\nengine\",\"detail\":\"no such engine\"}]}"));
                TelnyxSpeech speech = speech(telnyx.baseUrl(), "telnyx", "x")) {
            Heard heard = new Heard();
            Recognition recognition = speech.recognizer().open("en", heard);
            for (int i = 0; i < 5; i++) {
                recognition.accept(frame(PCMU, 1));
            }
            assertThat(heard.next()).isEqualTo("failed REFUSED");
            assertThat(heard.failure).isNotNull();
            assertThat(heard.failure.reason()).isEqualTo("40007 bad engine no such engine");
        }
    }

    @Test
    void saysThatASocketThatClosesIsBroken() throws Exception {
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> socket.close(1011, "internal"));
                TelnyxSpeech speech = speech(telnyx.baseUrl(), "Deepgram", "nova-3")) {
            Heard heard = new Heard();
            Recognition recognition = speech.recognizer().open("en", heard);
            for (int i = 0; i < 5; i++) {
                recognition.accept(frame(PCMU, 1));
            }
            assertThat(heard.next()).isEqualTo("failed BROKEN");
            assertThat(heard.failure.reason()).contains("1011");
        }
    }

    @Test
    void keepsASocketAliveThatIsFedNothing() throws Exception {
        LinkedBlockingQueue<Object> got = new LinkedBlockingQueue<>();
        try (StandInSockets telnyx = new StandInSockets((socket, message) -> got.add(message));
                TelnyxSpeech deepgram = speech(telnyx.baseUrl(), "Deepgram", "nova-3");
                TelnyxSpeech whisper = speech(telnyx.baseUrl(), "Telnyx", "openai/whisper-tiny")) {
            for (TelnyxSpeech speech : List.of(deepgram, whisper)) {
                Recognition recognition = speech.recognizer().open("en", new Heard());
                recognition.keepAlive();
                for (int i = 0; i < 5; i++) {
                    recognition.accept(frame(PCMU, 1));
                }
                got.take();
                recognition.keepAlive();
                Object kept = got.take();
                if (speech == deepgram) {
                    assertThat(kept).isEqualTo("{\"type\":\"KeepAlive\"}");
                } else {
                    // 100 ms of 16-bit silence
                    assertThat(kept).isEqualTo(ByteBuffer.wrap(new byte[1600]));
                }
                recognition.close();
                assertThat(got.take()).isEqualTo("{\"type\":\"CloseStream\"}");
            }
        }
    }
}
