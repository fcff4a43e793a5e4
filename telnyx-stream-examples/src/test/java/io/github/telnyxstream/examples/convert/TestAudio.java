package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.wav.WavEncoding;
import io.github.telnyxstream.codec.wav.WavReader;
import io.github.telnyxstream.codec.wav.WavWriter;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/** Audio for the tests, and how alike two pieces of audio are. */
final class TestAudio {
    static final MediaFormat BIG = new MediaFormat(Encoding.L16, 16000, ByteOrder.BIG_ENDIAN);

    private TestAudio() {}

    /** Like a voice: harmonics of a pitch that wanders, weaker the higher they are, in syllables. */
    static short[] voice(int rateHz, double seconds) {
        return voice(rateHz, seconds, 120);
    }

    static short[] voice(int rateHz, double seconds, double pitchHz) {
        short[] pcm = new short[(int) (rateHz * seconds)];
        double turns = 0;
        for (int i = 0; i < pcm.length; i++) {
            double time = (double) i / rateHz;
            turns += (pitchHz + 15 * Math.sin(2 * Math.PI * 0.7 * time)) / rateHz;
            double sum = 0;
            for (int harmonic = 1; harmonic <= 24; harmonic++) {
                sum += Math.sin(2 * Math.PI * harmonic * turns) / (harmonic * Math.sqrt(harmonic));
            }
            pcm[i] = (short) Math.round(6000 * sum * Math.pow(Math.sin(Math.PI * 2 * time), 2));
        }
        return pcm;
    }

    static byte[] encoded(MediaFormat format, short[] pcm) {
        AudioCodec codec = AudioCodec.of(format);
        byte[] bytes = new byte[codec.maxEncodedBytes(pcm.length)];
        return Arrays.copyOf(bytes, codec.encode(pcm, 0, pcm.length, bytes, 0));
    }

    static short[] decoded(MediaFormat format, byte[] bytes) {
        AudioCodec codec = AudioCodec.of(format);
        short[] pcm = new short[codec.maxDecodedSamples(bytes.length)];
        return Arrays.copyOf(pcm, codec.decode(bytes, 0, bytes.length, pcm, 0));
    }

    static byte[] every256Bytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    static Path wav(Path file, int rateHz, int channels, short[] interleaved) throws IOException {
        try (WavWriter writer = WavWriter.create(file, WavEncoding.PCM_16, channels, rateHz)) {
            writer.write(interleaved, 0, interleaved.length);
        }
        return file;
    }

    static short[] samples(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            short[] pcm = new short[4_000_000];
            return Arrays.copyOf(pcm, Math.max(0, reader.read(pcm, 0, pcm.length)));
        }
    }

    static int rateHz(Path wav) throws IOException {
        try (WavReader reader = WavReader.open(wav)) {
            return reader.sampleRateHz();
        }
    }

    /** Signal to noise in dB at the delay, up to a limit, where an eighth of the signal, in its middle, fits best. */
    static double snr(short[] signal, short[] heard, int longestDelay) {
        int from = signal.length * 7 / 16;
        int to = longestDelay == 0 ? from : signal.length * 9 / 16;
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int delay = 0; delay <= longestDelay; delay++) {
            double noise = noise(signal, heard, delay, from, to);
            if (noise < least) {
                least = noise;
                best = delay;
            }
        }
        double power = 0;
        for (int i = 0; i < signal.length && i + best < heard.length; i++) {
            power += (double) signal[i] * signal[i];
        }
        return 10 * Math.log10(power / Math.max(noise(signal, heard, best, 0, signal.length), 1e-9));
    }

    private static double noise(short[] signal, short[] heard, int delay, int from, int to) {
        double noise = 0;
        for (int i = from; i < to && i + delay < heard.length; i++) {
            double error = signal[i] - heard[i + delay];
            noise += error * error;
        }
        return noise;
    }

    /** Correlation at the delay, up to a limit, where it is best; 1 means equal but for the level. */
    static double likeness(short[] signal, short[] heard, int longestDelay) {
        double best = 0;
        for (int delay = 0; delay <= longestDelay; delay++) {
            double both = 0;
            double ours = 1;
            double theirs = 1;
            for (int i = 0; i < signal.length && i + delay < heard.length; i++) {
                both += (double) signal[i] * heard[i + delay];
                ours += (double) signal[i] * signal[i];
                theirs += (double) heard[i + delay] * heard[i + delay];
            }
            best = Math.max(best, both / Math.sqrt(ours * theirs));
        }
        return best;
    }
}
