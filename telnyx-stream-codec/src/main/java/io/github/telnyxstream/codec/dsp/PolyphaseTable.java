package io.github.telnyxstream.codec.dsp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The taps of one conversion ratio: {@code up} rows, one for each position that an output sample can have between two
 * input samples. Immutable and shared by all resamplers of that ratio, as the largest has 90,000 taps.
 */
final class PolyphaseTable {
    private static final Map<Integer, PolyphaseTable> TABLES = new ConcurrentHashMap<>();

    /** Output samples for every {@link #down} input samples. */
    final int up;

    /** Input samples for every {@link #up} output samples. */
    final int down;

    /** Input samples that an output sample needs after its own time; one less before. */
    final int lookahead;

    /** Taps of each row: a multiple of four. */
    final int taps;

    /** By phase, then by tap, oldest input sample first. */
    final float[][] rows;

    private PolyphaseTable(int up, int down) {
        this.up = up;
        this.down = down;
        double ratio = Math.max(1, (double) down / up);
        this.lookahead = 2 * (int) Math.ceil(LowPass.HALF_LENGTH * ratio / 2);
        this.taps = 2 * lookahead;
        this.rows = new float[up][taps];
        double gain = 1 / ratio;
        for (int phase = 0; phase < up; phase++) {
            for (int tap = 0; tap < taps; tap++) {
                rows[phase][tap] = (float) (gain * LowPass.at(time(phase, tap, ratio)));
            }
        }
    }

    /** The table for a ratio, made at its first use. */
    static PolyphaseTable of(int fromHz, int toHz) {
        int divisor = gcd(fromHz, toHz);
        int up = toHz / divisor;
        int down = fromHz / divisor;
        return TABLES.computeIfAbsent(up << 16 | down, key -> new PolyphaseTable(up, down));
    }

    /** How long the output sample is after the tap's input sample, in samples of the lower rate. */
    private double time(int phase, int tap, double ratio) {
        return ((double) phase / up + lookahead - 1 - tap) / ratio;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
