package io.github.telnyxstream.codec.dsp;

/** One output sample at a time, between the two rows that are nearest to its position: for ratios of large numbers. */
final class BetweenKernel implements PolyphaseKernel {
    private final PolyphaseTable table;

    BetweenKernel(PolyphaseTable table) {
        this.table = table;
    }

    @Override
    public void filter(float[] x, int phase, int count, float[] y) {
        int at = 0;
        int position = phase;
        for (int i = 0; i < count; i++) {
            long row = (long) position * table.phases;
            int below = (int) (row / table.up);
            float part = (float) (row % table.up) / table.up;
            y[i] = dot(table.rows[below], table.rows[below + 1], part, x, at);
            position += table.down;
            at += position / table.up;
            position %= table.up;
        }
    }

    /** Two sums of each row: the compiler may not reorder float additions, so one sum would wait for itself. */
    private static float dot(float[] below, float[] above, float part, float[] x, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int t = 0; t < below.length; t += 2) {
            a += below[t] * x[at + t];
            b += below[t + 1] * x[at + t + 1];
            c += above[t] * x[at + t];
            d += above[t + 1] * x[at + t + 1];
        }
        return (a + b) + part * ((c + d) - (a + b));
    }
}
