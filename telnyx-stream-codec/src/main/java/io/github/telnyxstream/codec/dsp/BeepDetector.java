package io.github.telnyxstream.codec.dsp;

import java.util.Objects;

/**
 * Finds a beep, as answering machines have it: one pure tone of at least 100 ms between 300 and 2,500 Hz, told when it is over.
 * A piece is a pure tone when the spectral line that stands out and its two neighbours hold nearly all of its energy
 * (Goertzel's recurrence per line, 50 Hz apart). Keys are two tones and no beep.
 *
 * <p><b>Threads:</b> one at a time. Allocates nothing after its creation.
 */
public final class BeepDetector {
    private static final int LINE_HZ = 50;
    private static final int FIRST_LINE = 300 / LINE_HZ;
    private static final int LAST_LINE = 2500 / LINE_HZ;
    private static final int PIECES_PER_SECOND = 50;
    private static final int SHORTEST_PIECES = 5;
    private static final double PURE = 0.85;
    /** White noise of the 15 % that a pure tone may have beside it leaves 0.3 of the whole energy; with a margin. */
    private static final double LEFT_OVER = 0.6;
    /** About -40 dB below full scale: a beep is meant to be heard. */
    private static final double LOUD_ENOUGH = 300.0 * 300.0;

    /** 20 ms. */
    private final short[] piece;

    /** Goertzel's coefficient of each line. */
    private final double[] coefficients = new double[LAST_LINE + 2];

    private final double[] power = new double[LAST_LINE + 2];
    private int filled;
    private int tonePieces;
    private int lastLine;

    private BeepDetector(int sampleRateHz) {
        piece = new short[sampleRateHz / PIECES_PER_SECOND];
        for (int line = 0; line < coefficients.length; line++) {
            coefficients[line] = 2 * Math.cos(2 * Math.PI * line * LINE_HZ / sampleRateHz);
        }
    }

    /**
     * A detector for audio of a rate.
     *
     * @param sampleRateHz 8,000 to 48,000
     * @return the detector
     * @throws IllegalArgumentException if the rate is none of these
     */
    public static BeepDetector of(int sampleRateHz) {
        if (sampleRateHz < 8000 || sampleRateHz > 48_000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        return new BeepDetector(sampleRateHz);
    }

    /**
     * Takes the next samples. They are looked at 20 ms at a time, however they come.
     *
     * @param pcm samples
     * @param offset first sample
     * @param lengthSamples how many
     * @return whether a beep has ended within them
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public boolean offer(short[] pcm, int offset, int lengthSamples) {
        Objects.requireNonNull(pcm, "pcm");
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        boolean hasEnded = false;
        int taken = 0;
        while (taken < lengthSamples) {
            int count = Math.min(piece.length - filled, lengthSamples - taken);
            System.arraycopy(pcm, offset + taken, piece, filled, count);
            taken += count;
            filled += count;
            if (filled == piece.length) {
                filled = 0;
                hasEnded |= endsWithPiece();
            }
        }
        return hasEnded;
    }

    private boolean endsWithPiece() {
        int line = pureToneLine();
        if (line > 0 && (tonePieces == 0 || Math.abs(line - lastLine) <= 1)) {
            tonePieces++;
            lastLine = line;
            return false;
        }
        boolean hasEnded = tonePieces >= SHORTEST_PIECES;
        tonePieces = line > 0 ? 1 : 0;
        lastLine = line;
        return hasEnded;
    }

    /** The number of the line that is all there is, or 0. */
    private int pureToneLine() {
        double energy = 0;
        for (short sample : piece) {
            energy += (double) sample * sample;
        }
        if (energy < LOUD_ENOUGH * piece.length || !couldBePure(energy)) {
            return 0;
        }
        int best = FIRST_LINE;
        for (int line = FIRST_LINE - 1; line <= LAST_LINE + 1; line++) {
            power[line] = linePower(coefficients[line]);
            if (line >= FIRST_LINE && line <= LAST_LINE && power[line] > power[best]) {
                best = line;
            }
        }
        // by Parseval's theorem a line of one-sided power p holds 2p/N of the energy
        double held = 2 * (power[best - 1] + power[best] + power[best + 1]) / piece.length;
        return held >= PURE * energy ? best : 0;
    }

    /**
     * A look that costs a fortieth of the spectrum and turns away nearly all speech: a pure tone x obeys x[n+1] + x[n-1] = c x[n]
     * with one c, so what is left over with the best c is small.
     */
    private boolean couldBePure(double energy) {
        double both = 0;
        double sums = 0;
        double middle = 0;
        for (int i = 1; i + 1 < piece.length; i++) {
            double around = piece[i - 1] + piece[i + 1];
            both += around * piece[i];
            sums += around * around;
            middle += (double) piece[i] * piece[i];
        }
        double left = sums - both * both / middle;
        return left < LEFT_OVER * energy;
    }

    private double linePower(double coefficient) {
        double last = 0;
        double beforeLast = 0;
        for (short sample : piece) {
            double next = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    }
}
