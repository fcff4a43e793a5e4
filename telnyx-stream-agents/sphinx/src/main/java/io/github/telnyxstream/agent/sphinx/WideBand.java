package io.github.telnyxstream.agent.sphinx;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.util.Arrays;
import java.util.Random;

/**
 * Makes telephone audio look like the wide-band speech that the acoustic model was trained on. Nothing above 4 kHz is what the
 * model has never seen, and it then recognises nothing at all; a mirror of what is below does.
 */
final class WideBand {
    static final int RATE_HZ = 16000;
    private static final double MIRRORED = 0.5;
    private static final double NOISE_RMS = 2;
    private static final long SEED = 4711;

    private WideBand() {}

    /** The samples at 16 kHz. The same input gives the same output, bit for bit. */
    static short[] of(short[] pcm, int rateHz) {
        short[] wide = resampled(pcm, rateHz);
        if (rateHz < RATE_HZ) {
            Random random = new Random(SEED);
            for (int i = 0; i < wide.length; i++) {
                double mirror = (i % 2 == 0 ? MIRRORED : -MIRRORED) * wide[i];
                double sample = wide[i] + mirror + random.nextGaussian() * NOISE_RMS;
                wide[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
            }
        }
        return wide;
    }

    private static short[] resampled(short[] pcm, int rateHz) {
        Resampler resampler = Resampler.of(rateHz, RATE_HZ);
        short[] out = new short[resampler.maxOutputSamples(pcm.length) + resampler.maxFlushSamples()];
        int length = resampler.process(pcm, 0, pcm.length, out, 0);
        length += resampler.flush(out, length);
        return Arrays.copyOf(out, length);
    }
}
