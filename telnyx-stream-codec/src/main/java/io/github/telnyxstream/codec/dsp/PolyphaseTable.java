package io.github.telnyxstream.codec.dsp;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The taps of one conversion ratio: rows for the positions that an output sample can have between two input samples.
 * Ratios of small numbers have a row for each position. Others, such as 8000 to 11127, would have thousands: they have
 * a row for each 512th of a sample of the lower rate, and what lies between two rows is interpolated, whose error lies
 * 106 dB down. Immutable and shared by all resamplers of that ratio.
 */
final class PolyphaseTable {
    /** Beyond the largest of the usual pairs of rates, which have up to 93,000. */
    private static final int MOST_EXACT_TAPS = 100_000;

    private static final int STEPS_PER_SAMPLE = 512;

    /** Enough for all pairs of the usual rates; a file's odd rate does not stay for ever. */
    private static final int MOST_TABLES = 96;

    private static final Map<Long, PolyphaseTable> TABLES = new LinkedHashMap<>(MOST_TABLES, 0.75f, true);

    /** Output samples for every {@link #down} input samples. */
    final int up;

    /** Input samples for every {@link #up} output samples. */
    final int down;

    /** Input samples that an output sample needs after its own time; one less before. */
    final int lookahead;

    /** Taps of each row: a multiple of four. */
    final int taps;

    /** Rows from one input sample to the next, {@link #up} if there is one for each position. */
    final int phases;

    /** By phase, then by tap, oldest input sample first; the last one is the first, one input sample later. */
    final float[][] rows;

    private PolyphaseTable(int up, int down) {
        this.up = up;
        this.down = down;
        double ratio = Math.max(1, (double) down / up);
        this.lookahead = lookahead(ratio);
        this.taps = 2 * lookahead;
        boolean isExact = (long) up * taps <= MOST_EXACT_TAPS;
        this.phases = isExact ? up : (int) Math.ceil(STEPS_PER_SAMPLE / ratio);
        this.rows = isExact || ratio > 1 ? rows(phases, ratio) : Upsampling.ROWS;
    }

    /** All ratios that go up share one filter, that of the input's rate. */
    private static final class Upsampling {
        static final float[][] ROWS = rows(STEPS_PER_SAMPLE, 1);
    }

    private static int lookahead(double ratio) {
        return 2 * (int) Math.ceil(LowPass.HALF_LENGTH * ratio / 2);
    }

    private static float[][] rows(int phases, double ratio) {
        int lookahead = lookahead(ratio);
        float[][] rows = new float[phases + 1][2 * lookahead];
        double gain = 1 / ratio;
        for (int phase = 0; phase <= phases; phase++) {
            for (int tap = 0; tap < 2 * lookahead; tap++) {
                double inputSamples = (double) phase / phases + lookahead - 1 - tap;
                rows[phase][tap] = (float) (gain * LowPass.at(inputSamples / ratio));
            }
        }
        return rows;
    }

    /** The table for a ratio, made at its first use. */
    static PolyphaseTable of(int fromHz, int toHz) {
        int divisor = gcd(fromHz, toHz);
        int up = toHz / divisor;
        int down = fromHz / divisor;
        long key = (long) up << 32 | down;
        synchronized (TABLES) {
            PolyphaseTable known = TABLES.get(key);
            if (known != null) {
                return known;
            }
        }
        PolyphaseTable made = new PolyphaseTable(up, down); // two threads may both make it; nobody waits
        synchronized (TABLES) {
            TABLES.put(key, made);
            if (TABLES.size() > MOST_TABLES) {
                TABLES.remove(TABLES.keySet().iterator().next());
            }
        }
        return made;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
