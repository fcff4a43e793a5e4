package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * Keeps every n-th sample behind a short low-pass filter: for listening only, where a few aliases and half a decibel do not
 * matter and 1 or 2 ms of delay do. One thread at a time.
 */
final class Decimator {
    /** Half the length of the filter, in samples that are kept. */
    private static final int HALF_LENGTH = 8;

    private final int factor;
    private final float[] taps;
    private final float[] past;
    private int next;
    private int left;

    /**
     * A decimator.
     *
     * @param factor one of so many samples is kept; 1 keeps all as they are
     * @param cutoff where the filter shuts, in parts of the new Nyquist frequency
     */
    Decimator(int factor, double cutoff) {
        this.factor = factor;
        this.taps = factor == 1 ? new float[] {1} : taps(factor, cutoff);
        this.past = new float[Integer.highestOneBit(taps.length) * 2];
        this.left = factor;
    }

    /** Takes a sample; whether {@link #kept} is a new one. */
    boolean push(float sample) {
        past[next] = sample;
        next = next + 1 & past.length - 1;
        left--;
        if (left > 0) {
            return false;
        }
        left = factor;
        return true;
    }

    /** What is kept of the samples around the one that was pushed half a filter ago. */
    float kept() {
        float sum = 0;
        int at = next - taps.length;
        for (float tap : taps) {
            sum += tap * past[at++ & past.length - 1];
        }
        return sum;
    }

    void reset() {
        Arrays.fill(past, 0f);
        left = factor;
    }

    /** A sinc under a Hann window. */
    static float[] taps(int factor, double cutoff) {
        float[] taps = new float[2 * HALF_LENGTH * factor + 1];
        int centre = taps.length / 2;
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double angle = Math.PI * cutoff * (i - centre) / factor;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * (i - centre) / (centre + 1));
            taps[i] = (float) (window * (i == centre ? 1 : Math.sin(angle) / angle));
            sum += taps[i];
        }
        for (int i = 0; i < taps.length; i++) {
            taps[i] /= (float) sum;
        }
        return taps;
    }
}
