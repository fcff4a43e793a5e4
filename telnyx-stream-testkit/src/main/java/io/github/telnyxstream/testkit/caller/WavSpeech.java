package io.github.telnyxstream.testkit.caller;

import io.github.telnyxstream.codec.dsp.Resampler;
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
     * @param wav a WAV file at any usual rate
     * @return its samples at 8 kHz, several channels mixed
     * @throws IOException if it cannot be read or its rate cannot be converted
     */
    public static short[] read(Path wav) throws IOException {
        try (InputStream in = Files.newInputStream(wav)) {
            return read(in);
        }
    }

    /**
     * Reads a whole stream.
     *
     * @param in a WAV file at any usual rate; stays open
     * @return its samples at 8 kHz, several channels mixed
     * @throws IOException if it cannot be read or its rate cannot be converted
     */
    public static short[] read(InputStream in) throws IOException {
        WavReader reader = WavReader.open(in);
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
        return toPhone(samples, length, reader.sampleRateHz());
    }

    private static short[] toPhone(short[] samples, int length, int rateHz) throws IOException {
        if (rateHz == RATE_HZ) {
            return Arrays.copyOf(samples, length);
        }
        Resampler resampler;
        try {
            resampler = Resampler.of(rateHz, RATE_HZ);
        } catch (IllegalArgumentException odd) {
            throw new IOException(
                    "a WAV file at " + rateHz + " Hz cannot be made a telephone's: " + odd.getMessage(), odd);
        }
        short[] phone = new short[resampler.maxOutputSamples(length) + resampler.maxFlushSamples()];
        int made = resampler.process(samples, 0, length, phone, 0);
        made += resampler.flush(phone, made);
        return Arrays.copyOf(phone, made);
    }
}
