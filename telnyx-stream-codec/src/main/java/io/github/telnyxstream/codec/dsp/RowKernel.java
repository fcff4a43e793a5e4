package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * All output samples of one phase at a time, for ratios of small numbers. Samples of one phase share their taps, so the
 * inner loop runs along the samples and vectorises, which a sum of floats does not.
 *
 * <p>Its shape is what C2 of JDK 17 to 25 accepts, found by measuring: every array is read and written at the same index
 * (hence the copied windows: with an offset C2 must assume that the arrays overlap), and four taps a pass (with six or more
 * JDK 17 no longer unrolls it and falls back to scalar code, 2.5 times slower).
 */
final class RowKernel implements PolyphaseKernel {
    private final PolyphaseTable table;
    private final float[][] split;
    private final float[][] sums;
    private final float[] w0;
    private final float[] w1;
    private final float[] w2;
    private final float[] w3;

    RowKernel(PolyphaseTable table, int maxCount) {
        this.table = table;
        int length = (maxCount + table.up - 1) / table.up;
        this.split = new float[table.down][length + table.taps / table.down + 3];
        this.sums = new float[table.up][length];
        this.w0 = new float[length];
        this.w1 = new float[length];
        this.w2 = new float[length];
        this.w3 = new float[length];
    }

    @Override
    public void filter(float[] x, int phase, int count, float[] y) {
        int length = (count + table.up - 1) / table.up;
        split(x, length);
        for (float[] sum : sums) {
            Arrays.fill(sum, 0, length, 0f);
        }
        for (int tap = 0; tap < table.taps; tap += 4) {
            int copied = -1;
            for (int residue = 0; residue < table.up; residue++) {
                int position = phase + residue * table.down;
                int start = position / table.up + tap;
                if (start != copied) {
                    copyWindows(start, length);
                    copied = start;
                }
                float[] h = table.rows[position % table.up];
                add(sums[residue], length, w0, w1, w2, w3, h[tap], h[tap + 1], h[tap + 2], h[tap + 3]);
            }
        }
        interleave(count, y);
    }

    /** Row r gets every down-th sample from r on, so that neighbours in a row are neighbours of one output phase. */
    private void split(float[] x, int length) {
        int down = table.down;
        int each = length + table.taps / down + 3;
        for (int row = 0; row < down; row++) {
            int available = Math.min(each, (x.length - row + down - 1) / down);
            float[] to = split[row];
            for (int i = 0, from = row; i < available; i++, from += down) {
                to[i] = x[from];
            }
        }
    }

    private void copyWindows(int start, int length) {
        copyWindow(start, length, w0);
        copyWindow(start + 1, length, w1);
        copyWindow(start + 2, length, w2);
        copyWindow(start + 3, length, w3);
    }

    private void copyWindow(int start, int length, float[] window) {
        System.arraycopy(split[start % table.down], start / table.down, window, 0, length);
    }

    private static void add(
            float[] sum,
            int length,
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float ha,
            float hb,
            float hc,
            float hd) {
        for (int i = 0; i < length; i++) {
            sum[i] = sum[i] + ha * a[i] + hb * b[i] + hc * c[i] + hd * d[i];
        }
    }

    private void interleave(int count, float[] y) {
        int up = table.up;
        for (int residue = 0; residue < up; residue++) {
            float[] sum = sums[residue];
            for (int i = 0, to = residue; to < count; i++, to += up) {
                y[to] = sum[i];
            }
        }
    }
}
