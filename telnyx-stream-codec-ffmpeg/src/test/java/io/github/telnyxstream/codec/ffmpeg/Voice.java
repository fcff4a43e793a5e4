package io.github.telnyxstream.codec.ffmpeg;

/** Something like a voice: a gliding fundamental with overtones, in syllables. */
final class Voice {
    private Voice() {}

    static short[] samples(int rateHz, int lengthSamples) {
        short[] samples = new short[lengthSamples];
        double turns = 0;
        for (int i = 0; i < lengthSamples; i++) {
            double seconds = (double) i / rateHz;
            turns += (230 + 30 * Math.sin(2 * Math.PI * 0.7 * seconds)) / rateHz;
            double sum = 0;
            for (int overtone = 1; overtone <= 12; overtone++) {
                sum += Math.sin(2 * Math.PI * turns * overtone) / overtone;
            }
            double syllable = Math.pow(Math.sin(Math.PI * 3 * seconds), 2);
            samples[i] = (short) (6000 * syllable * sum);
        }
        return samples;
    }

    /** The delay up to a limit at which two signals are most alike, and how alike they then are (1: equal). */
    static double likeness(short[] a, short[] b, int maxDelay) {
        double best = 0;
        for (int delay = 0; delay < maxDelay; delay++) {
            double ab = 0;
            double aa = 1;
            double bb = 1;
            for (int i = 0; i + delay < Math.min(a.length, b.length); i++) {
                ab += (double) a[i] * b[i + delay];
                aa += (double) a[i] * a[i];
                bb += (double) b[i + delay] * b[i + delay];
            }
            best = Math.max(best, ab / Math.sqrt(aa * bb));
        }
        return best;
    }

    static double power(short[] pcm, int offset, int length) {
        double power = 0;
        for (int i = offset; i < offset + length; i++) {
            power += (double) pcm[i] * pcm[i];
        }
        return power / length;
    }
}
