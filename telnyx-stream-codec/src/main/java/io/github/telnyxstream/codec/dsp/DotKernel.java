package io.github.telnyxstream.codec.dsp;

/** One output sample at a time: for ratios with so many phases that equal ones are far apart, such as 147 to 160. */
final class DotKernel implements PolyphaseKernel {
    private final PolyphaseTable table;

    DotKernel(PolyphaseTable table) {
        this.table = table;
    }

    @Override
    public void filter(float[] x, int phase, int count, float[] y) {
        int at = 0;
        int row = phase;
        for (int i = 0; i < count; i++) {
            y[i] = dot(table.rows[row], x, at);
            row += table.down;
            at += row / table.up;
            row %= table.up;
        }
    }

    /** Four sums at a time: the compiler may not reorder float additions, so one sum would wait for itself. */
    private static float dot(float[] h, float[] x, int at) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int t = 0; t < h.length; t += 4) {
            a += h[t] * x[at + t];
            b += h[t + 1] * x[at + t + 1];
            c += h[t + 2] * x[at + t + 2];
            d += h[t + 3] * x[at + t + 3];
        }
        return (a + b) + (c + d);
    }
}
