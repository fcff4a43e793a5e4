package io.github.telnyxstream.codec.dsp;

/**
 * The inner loop of a {@link Resampler}. An output sample is the same sum in the same order however the input was cut, so
 * that chunks give the very samples of one pass. One thread at a time.
 */
sealed interface PolyphaseKernel permits RowKernel, DotKernel, BetweenKernel {

    /**
     * Computes output samples.
     *
     * @param x input samples; the first tap of the first output sample lies on index 0
     * @param phase row of the table for the first output sample
     * @param count output samples to compute
     * @param y where they go, from index 0
     */
    void filter(float[] x, int phase, int count, float[] y);

    /**
     * The loop that suits a ratio.
     *
     * @param table the taps
     * @param maxCount the largest {@code count} that will be asked for
     * @return a kernel with room of its own
     */
    static PolyphaseKernel of(PolyphaseTable table, int maxCount) {
        if (table.phases != table.up) {
            return new BetweenKernel(table);
        }
        boolean fewPhases = table.up <= 8 && table.down <= 8;
        return fewPhases ? new RowKernel(table, maxCount) : new DotKernel(table);
    }
}
