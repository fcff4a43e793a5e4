package io.github.telnyxstream.codec.dsp;

import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** What the tests listen to: synthetic speech at −26 dBov, 8 kHz, and noise. */
final class Recordings {
    static final List<String> VOICES =
            List.of("english-man", "english-woman", "german-man", "french-woman", "spanish-man");

    private Recordings() {}

    static short[] speech(String voice) {
        try (InputStream file = Recordings.class.getResourceAsStream("/speech/" + voice + ".wav");
                WavReader reader = WavReader.open(Objects.requireNonNull(file, voice))) {
            short[] pcm = new short[20 * 8000];
            int length = 0;
            for (int read = 1; read > 0; length += Math.max(0, read)) {
                read = reader.read(pcm, length, pcm.length - length);
            }
            return Arrays.copyOf(pcm, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static short[] noise(Random random, double levelDbov, int length) {
        double deviation = 32768 * Math.pow(10, levelDbov / 20);
        short[] noise = new short[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (short) Math.max(-32768, Math.min(32767, Math.round(random.nextGaussian() * deviation)));
        }
        return noise;
    }

    /** Adds audio to other audio in place, from an index on. */
    static void add(short[] audio, short[] to, int at) {
        Levels.mix(to, at, audio, 0, to, at, audio.length);
    }
}
