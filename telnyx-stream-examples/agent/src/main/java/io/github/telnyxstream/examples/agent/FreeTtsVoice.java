package io.github.telnyxstream.examples.agent;

import com.sun.speech.freetts.FreeTTSSpeakableImpl;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.NullAudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.codec.dsp.Levels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.Executor;
import javax.sound.sampled.AudioFormat;

/**
 * A light synthetic voice without a network: FreeTTS with its voice kevin16, 16 kHz, American English. It has a man's voice and no
 * other; who shall be told from him speaks higher and slower. Opens no audio device.
 *
 * <p><b>Threads:</b> thread-safe; one text at a time, since a voice of FreeTTS is for one thread.
 */
final class FreeTtsVoice implements OfflineVoice {
    /** The voice as it is. */
    static final Manner PLAIN = new Manner(100, 150);
    /** Somebody else. */
    static final Manner HIGHER = new Manner(140, 135);

    private static final String NAME = "kevin16";
    private static final int RATE_HZ = 16_000;
    private static final double AUDIBLE_DBOV = -36;
    private static final int SLICE_SAMPLES = RATE_HZ / 100;
    /** A consonant may be quieter than the vowel behind it. */
    private static final int ONSET_SAMPLES = RATE_HZ / 20;

    private final Executor executor;
    private final Recorder recorder = new Recorder();
    private final Voice voice;

    /**
     * How it speaks.
     *
     * @param pitchHz in the mean
     * @param wordsPerMinute how fast
     */
    record Manner(float pitchHz, float wordsPerMinute) {}

    /**
     * Starts it, which takes a second.
     *
     * @param executor runs what is synthesized
     * @throws IOException if the voice or its dictionary is not there
     */
    FreeTtsVoice(Manner manner, Executor executor) throws IOException {
        this.executor = executor;
        this.voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                .filter(candidate -> candidate.getName().equals(NAME))
                .findFirst()
                .orElseThrow(() -> new IOException("FreeTTS has no voice " + NAME));
        // told with the first word only, which need not be the first text
        recorder.setAudioFormat(new AudioFormat(RATE_HZ, 16, 1, true, true));
        voice.setAudioPlayer(recorder);
        try {
            voice.allocate();
        } catch (Error missing) {
            if (missing.getCause() instanceof IOException) {
                // a bare Error is what it throws for a file that is missing
                throw new IOException("FreeTTS does not start", missing);
            }
            throw missing;
        }
        voice.setPitch(manner.pitchHz());
        voice.setRate(manner.wordsPerMinute());
    }

    /** Keeps what it is played. FreeTTS plays on a thread of its own, and its speaking waits for that. */
    private static final class Recorder extends NullAudioPlayer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public boolean write(byte[] audio) {
            return write(audio, 0, audio.length);
        }

        @Override
        public boolean write(byte[] audio, int offset, int length) {
            bytes.write(audio, offset, length);
            return true;
        }

        private Pcm take() {
            AudioFormat format = getAudioFormat();
            ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray())
                    .order(format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            bytes.reset();
            short[] samples = new short[buffer.remaining() / 2];
            buffer.asShortBuffer().get(samples);
            return new Pcm(begun(samples), (int) format.getSampleRate());
        }

        /** It begins every text with a fifth of a second of next to nothing, which on the telephone is a late answer. */
        private static short[] begun(short[] samples) {
            int first = 0;
            while (first + SLICE_SAMPLES < samples.length
                    && Levels.dbov(samples, first, SLICE_SAMPLES) < AUDIBLE_DBOV) {
                first += SLICE_SAMPLES;
            }
            return Arrays.copyOfRange(samples, Math.max(0, first - ONSET_SAMPLES), samples.length);
        }
    }

    /** A text that need not be spoken to its end. */
    private static final class Speech extends FreeTTSSpeakableImpl {
        private volatile boolean isCancelled;

        Speech(String text) {
            super(text);
        }

        void cancel() {
            isCancelled = true;
            cancelled();
        }
    }

    @Override
    public Pcm say(String text) throws IOException {
        return say(new Speech(text));
    }

    private synchronized Pcm say(Speech speech) throws IOException {
        boolean isSpoken = voice.speak(speech);
        Pcm spoken = recorder.take();
        if (!isSpoken && !speech.isCancelled) {
            throw new IOException("FreeTTS could not say it");
        }
        return spoken;
    }

    @Override
    public Synthesis synthesize(String text, String language, Listener listener) {
        Speech speech = new Speech(text);
        executor.execute(() -> speak(speech, listener));
        return speech::cancel;
    }

    private void speak(Speech speech, Listener listener) {
        try {
            if (!speech.isCancelled) {
                Pcm spoken = say(speech);
                if (!speech.isCancelled) {
                    spoken.tell(listener);
                }
            }
        } catch (IOException | RuntimeException broken) {
            listener.failed(ServiceFailure.thrown(ServiceFailure.Service.SYNTHESIZER, broken));
        }
    }
}
