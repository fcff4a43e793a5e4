package io.github.telnyxstream.testkit.caller;

import io.github.telnyxstream.codec.wav.WavReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** WAV files as telephone audio. */
public final class WavSpeech {
    private static final int RATE_HZ = 8000;

    private WavSpeech() {}

    /**
     * Reads a whole file.
     *
     * @param wav a WAV file at 8 kHz
     * @return its samples, several channels mixed
     * @throws IOException if it cannot be read or has another sample rate
     */
    public static short[] read(Path wav) throws IOException {
        try (InputStream in = Files.newInputStream(wav)) {
            return read(in);
        }
    }

    /**
     * Reads a whole stream.
     *
     * @param in a WAV file at 8 kHz; stays open
     * @return its samples, several channels mixed
     * @throws IOException if it cannot be read or has another sample rate
     */
    public static short[] read(InputStream in) throws IOException {
        WavReader reader = WavReader.open(in);
        if (reader.sampleRateHz() != RATE_HZ) {
            throw new IOException("a telephone speaks at " + RATE_HZ + " Hz, the WAV file at " + reader.sampleRateHz());
        }
        short[] samples = new short[RATE_HZ];
        int length = 0;
        int read = reader.readMono(samples, 0, samples.length);
        while (read >= 0) {
            length += read;
            if (length == samples.length) {
                samples = Arrays.copyOf(samples, length * 2);
            }
            read = reader.readMono(samples, length, samples.length - length);
        }
        return Arrays.copyOf(samples, length);
    }
}
