package io.github.telnyxstream.codec.dsp;

/** Judges one block of samples: which key's two tones, and nothing else, are in it. One thread at a time. */
final class DtmfBlock {
    /** No key. */
    static final int NONE = -1;

    private static final double QUIETEST_POWER = 32768.0 * 32768.0 * ratio(-45);

    /** Over 9 dB, as 1.5 % off frequency looks like another 1.4 dB, and noise and the stronger tone add their part. */
    private static final double MOST_TWIST = ratio(13);

    private static final double LEAD_IN_GROUP = ratio(4.5);

    /** Share of the power that the two tones must have; 1.5 % off frequency costs them up to a fourth. Voices have less. */
    private static final double LEAST_SHARE = 0.65;

    private final int length;
    private final double[] lowCoefficients;
    private final double[] highCoefficients;
    private final double[] low = new double[4];
    private final double[] high = new double[4];

    DtmfBlock(int sampleRateHz, int length) {
        this.length = length;
        this.lowCoefficients = coefficients(DtmfGenerator.LOW_HZ, sampleRateHz);
        this.highCoefficients = coefficients(DtmfGenerator.HIGH_HZ, sampleRateHz);
    }

    /** The key's index in {@link DtmfGenerator#DIGITS}, or {@link #NONE}. */
    int key(short[] block) {
        double total = power(block);
        if (total < QUIETEST_POWER) {
            return NONE;
        }
        int row = strongest(block, lowCoefficients, low);
        int column = strongest(block, highCoefficients, high);
        boolean clear = leads(low, row) && leads(high, column);
        boolean balanced = low[row] < MOST_TWIST * high[column] && high[column] < MOST_TWIST * low[row];
        boolean alone = low[row] + high[column] > LEAST_SHARE * total;
        return clear && balanced && alone ? 4 * row + column : NONE;
    }

    private int strongest(short[] block, double[] coefficients, double[] powers) {
        int best = 0;
        for (int i = 0; i < powers.length; i++) {
            powers[i] = tonePower(block, coefficients[i]);
            best = powers[i] > powers[best] ? i : best;
        }
        return best;
    }

    /** Goertzel's recursion; for a sine of that frequency the result is its mean power. */
    private double tonePower(short[] block, double coefficient) {
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < length; i++) {
            double s0 = block[i] + coefficient * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        return 2 * (s1 * s1 + s2 * s2 - coefficient * s1 * s2) / ((double) length * length);
    }

    private double power(short[] block) {
        long energy = 0;
        for (short sample : block) {
            energy += sample * sample;
        }
        return (double) energy / length;
    }

    private static boolean leads(double[] powers, int leader) {
        for (int i = 0; i < powers.length; i++) {
            if (i != leader && powers[i] * LEAD_IN_GROUP > powers[leader]) {
                return false;
            }
        }
        return true;
    }

    private static double[] coefficients(int[] frequenciesHz, int sampleRateHz) {
        double[] coefficients = new double[frequenciesHz.length];
        for (int i = 0; i < coefficients.length; i++) {
            coefficients[i] = 2 * Math.cos(2 * Math.PI * frequenciesHz[i] / sampleRateHz);
        }
        return coefficients;
    }

    private static double ratio(double decibels) {
        return Math.pow(10, decibels / 10);
    }
}
