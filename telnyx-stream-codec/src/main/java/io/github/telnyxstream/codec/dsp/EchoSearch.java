package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * Looks for the delay at which what is heard resembles what was sent: their correlation at every delay, over the last
 * 160 ms or so. One thread at a time.
 */
final class EchoSearch {
    private static final float MEMORY = 0.88f;

    /** A delay at which next to nothing was sent explains nothing. */
    private static final double QUIET = 0.001;

    private final int delays;
    private final int blockLength;
    private final float[] correlation;
    private final float[] sentEnergy;
    private final float[] window0;
    private final float[] window1;
    private final float[] window2;
    private final float[] window3;

    /**
     * A search that has heard nothing.
     *
     * @param delays how many delays, from 0 on, in samples
     * @param blockLength samples in a block, a multiple of 4
     */
    EchoSearch(int delays, int blockLength) {
        this.delays = delays;
        this.blockLength = blockLength;
        this.correlation = new float[delays];
        this.sentEnergy = new float[delays];
        this.window0 = new float[delays];
        this.window1 = new float[delays];
        this.window2 = new float[delays];
        this.window3 = new float[delays];
    }

    void reset() {
        Arrays.fill(correlation, 0f);
        Arrays.fill(sentEnergy, 0f);
    }

    /**
     * Takes a block.
     *
     * @param heard the block
     * @param sent what was sent until the end of the block, {@code delays} samples more than the block
     */
    void add(float[] heard, float[] sent) {
        fade();
        for (int n = 0; n < blockLength; n += 4) {
            System.arraycopy(sent, n, window0, 0, delays);
            System.arraycopy(sent, n + 1, window1, 0, delays);
            System.arraycopy(sent, n + 2, window2, 0, delays);
            System.arraycopy(sent, n + 3, window3, 0, delays);
            correlate(
                    correlation,
                    window0,
                    window1,
                    window2,
                    window3,
                    heard[n],
                    heard[n + 1],
                    heard[n + 2],
                    heard[n + 3]);
        }
        addEnergy(sent);
    }

    /** The delay, in samples, at which what was sent explains the most of what is heard. */
    int best() {
        float strongest = 0;
        for (float energy : sentEnergy) {
            strongest = Math.max(strongest, energy);
        }
        int best = 0;
        double bestScore = 0;
        for (int i = 0; i < delays; i++) {
            double score = (double) correlation[i] * correlation[i] / (sentEnergy[i] + QUIET * strongest + 1);
            if (score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        return delays - 1 - best;
    }

    private void fade() {
        for (int i = 0; i < delays; i++) {
            correlation[i] *= MEMORY;
            sentEnergy[i] *= MEMORY;
        }
    }

    private void addEnergy(float[] sent) {
        double energy = 0;
        for (int i = 0; i < blockLength; i++) {
            energy += sent[i] * sent[i];
        }
        for (int i = 0; i < delays; i++) {
            sentEnergy[i] += (float) energy;
            energy += sent[i + blockLength] * sent[i + blockLength] - sent[i] * sent[i];
        }
    }

    private static void correlate(
            float[] sum, float[] a, float[] b, float[] c, float[] d, float ha, float hb, float hc, float hd) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] = sum[i] + ha * a[i] + hb * b[i] + hc * c[i] + hd * d[i];
        }
    }
}
