package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * What the way does to our voice around one delay: the short filter that makes of what was sent the most of what is heard
 * (least squares over the past), and how much of a block that explains. One thread at a time.
 */
final class EchoFilter {
    /** Taps: 2 ms of a thinned track, for the fraction of a sample and the colour of a telephone. */
    static final int TAPS = 9;

    private static final double REGULARISATION = 1e-3;

    private final double memory;
    private final double[][] sentTwice = new double[TAPS][TAPS];
    private final double[] sentHeard = new double[TAPS];
    private final double[] taps = new double[TAPS];
    private final double[][] lower = new double[TAPS][TAPS];
    private double heardTwice;

    EchoFilter(double memory) {
        this.memory = memory;
    }

    void reset() {
        for (double[] row : sentTwice) {
            Arrays.fill(row, 0);
        }
        Arrays.fill(sentHeard, 0);
        Arrays.fill(taps, 0);
        heardTwice = 0;
    }

    /** Learns from a block; {@code sent} begins at the sample under the last tap of {@code heard[0]}. */
    void learn(float[] heard, float[] sent, int length) {
        for (int i = 0; i < TAPS; i++) {
            for (int j = 0; j <= i; j++) {
                sentTwice[i][j] = memory * sentTwice[i][j] + dot(sent, i, sent, j, length);
            }
            sentHeard[i] = memory * sentHeard[i] + dot(sent, i, heard, 0, length);
        }
        heardTwice = memory * heardTwice + dot(heard, 0, heard, 0, length);
        solve();
    }

    /** Of all that was learnt, the part that the filter explains: 0 to 1. */
    double likeness() {
        double explained = 0;
        for (int i = 0; i < TAPS; i++) {
            explained += taps[i] * sentHeard[i];
        }
        return heardTwice <= 0 ? 0 : Math.max(0, Math.min(1, explained / heardTwice));
    }

    /** Of a block's power, the part that is our voice: 0 to 1. */
    double share(float[] heard, float[] sent, int length) {
        double all = 0;
        double rest = 0;
        for (int n = 0; n < length; n++) {
            double echo = 0;
            for (int i = 0; i < TAPS; i++) {
                echo += taps[i] * sent[n + i];
            }
            all += heard[n] * heard[n];
            rest += (heard[n] - echo) * (heard[n] - echo);
        }
        return all <= 0 ? 0 : Math.max(0, 1 - rest / all);
    }

    private static double dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        double sum = 0;
        for (int n = 0; n < length; n++) {
            sum += a[aOffset + n] * b[bOffset + n];
        }
        return sum;
    }

    /** Cholesky, with a little added to the diagonal: a pure tone alone leaves the other taps open. */
    private void solve() {
        double trace = 1;
        for (int i = 0; i < TAPS; i++) {
            trace += sentTwice[i][i];
        }
        for (int i = 0; i < TAPS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = sentTwice[i][j] + (i == j ? REGULARISATION * trace / TAPS : 0);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / lower[j][j];
            }
        }
        for (int i = 0; i < TAPS; i++) {
            double sum = sentHeard[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * taps[k];
            }
            taps[i] = sum / lower[i][i];
        }
        for (int i = TAPS - 1; i >= 0; i--) {
            double sum = taps[i];
            for (int k = i + 1; k < TAPS; k++) {
                sum -= lower[k][i] * taps[k];
            }
            taps[i] = sum / lower[i][i];
        }
    }
}
