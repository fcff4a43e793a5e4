package io.github.telnyxstream.codec.dsp;

/**
 * Whether a short stretch of audio is one tone or two and hardly anything else, as thuds, beeps, ringing tones and keys are
 * and voices are not. One thread at a time.
 */
final class ToneShare {
    /** Samples that are looked at: 32 ms at 8 kHz. */
    static final int LENGTH = 256;

    /** Under a Hann window a tone fills its bin and two on each side. */
    private static final int BINS_BESIDE = 2;

    private static final double MOST_OF_ONE = 1 - Math.pow(10, -1.3);
    private static final double MOST_OF_TWO = 1 - Math.pow(10, -2);
    private static final double[] COSINE = new double[LENGTH];

    static {
        for (int i = 0; i < LENGTH; i++) {
            COSINE[i] = Math.cos(2 * Math.PI * i / LENGTH);
        }
    }

    private final double[] re = new double[LENGTH];
    private final double[] im = new double[LENGTH];

    /** Whether all but a twentieth of the power is one tone, or all but a hundredth two. */
    boolean isTones(float[] samples) {
        double all = spectrum(samples);
        double one = takeStrongest();
        double two = one + takeStrongest();
        return one > MOST_OF_ONE * all || two > MOST_OF_TWO * all;
    }

    /** Leaves the power of each bin in {@code re}; the sum of all. */
    private double spectrum(float[] samples) {
        for (int i = 0; i < LENGTH; i++) {
            int reversed = Integer.reverse(i) >>> Integer.numberOfLeadingZeros(LENGTH - 1);
            re[reversed] = samples[i] * (0.5 - 0.5 * COSINE[i]);
            im[reversed] = 0;
        }
        for (int half = 1; half < LENGTH; half *= 2) {
            for (int start = 0; start < LENGTH; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    combine(start + k, start + k + half, k * (LENGTH / 2 / half));
                }
            }
        }
        double all = 0;
        for (int bin = 1; bin < LENGTH / 2; bin++) {
            re[bin] = re[bin] * re[bin] + im[bin] * im[bin];
            all += re[bin];
        }
        return all;
    }

    /** A butterfly of the fast Fourier transform. */
    private void combine(int upper, int lower, int turn) {
        double cos = COSINE[turn];
        double sin = COSINE[turn + LENGTH / 4];
        double real = re[lower] * cos - im[lower] * sin;
        double imaginary = re[lower] * sin + im[lower] * cos;
        re[lower] = re[upper] - real;
        im[lower] = im[upper] - imaginary;
        re[upper] += real;
        im[upper] += imaginary;
    }

    private double takeStrongest() {
        int strongest = 1;
        for (int bin = 2; bin < LENGTH / 2; bin++) {
            strongest = re[bin] > re[strongest] ? bin : strongest;
        }
        double power = 0;
        int last = Math.min(LENGTH / 2 - 1, strongest + BINS_BESIDE);
        for (int bin = Math.max(1, strongest - BINS_BESIDE); bin <= last; bin++) {
            power += re[bin];
            re[bin] = 0;
        }
        return power;
    }
}
