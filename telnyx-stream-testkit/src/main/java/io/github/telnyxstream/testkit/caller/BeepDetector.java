package io.github.telnyxstream.testkit.caller;

/**
 * Finds a beep: one pure tone of at least 100 ms, told when it is over. A frame is a pure tone when the spectral line
 * that stands out and its two neighbours hold nearly all of its energy (Goertzel's recurrence per line, 50 Hz apart).
 */
final class BeepDetector {
    private static final int RATE_HZ = 8000;
    private static final int LINE_HZ = 50;
    private static final int FIRST_LINE = 300 / LINE_HZ;
    private static final int LAST_LINE = 2500 / LINE_HZ;
    private static final int FRAMES_OF_A_BEEP = 5;
    private static final double PURE = 0.85;
    /** White noise of the 15 % that a pure tone may have beside it leaves 0.3 of the whole energy; with a margin. */
    private static final double LEFT_OVER = 0.6;
    /** About -40 dB below full scale: a beep is meant to be heard. */
    private static final double LOUD_ENOUGH = 300.0 * 300.0;

    /** Goertzel's coefficient of each line. */
    private static final double[] COEFFICIENTS = new double[LAST_LINE + 2];

    static {
        for (int line = 0; line < COEFFICIENTS.length; line++) {
            COEFFICIENTS[line] = 2 * Math.cos(2 * Math.PI * line * LINE_HZ / RATE_HZ);
        }
    }

    private final double[] power = new double[LAST_LINE + 2];
    private int toneFrames;
    private int lastLine;

    /**
     * Looks at the next 20 ms.
     *
     * @param frame 160 samples
     * @return whether a beep has just ended
     */
    boolean hear(short[] frame) {
        int line = pureToneLine(frame);
        if (line > 0 && (toneFrames == 0 || Math.abs(line - lastLine) <= 1)) {
            toneFrames++;
            lastLine = line;
            return false;
        }
        boolean ended = toneFrames >= FRAMES_OF_A_BEEP;
        toneFrames = line > 0 ? 1 : 0;
        lastLine = line;
        return ended;
    }

    /** The number of the line that is all there is, or 0. */
    private int pureToneLine(short[] frame) {
        double energy = 0;
        for (short sample : frame) {
            energy += (double) sample * sample;
        }
        if (energy < LOUD_ENOUGH * frame.length) {
            return 0;
        }
        if (!couldBePure(frame, energy)) {
            return 0;
        }
        int best = FIRST_LINE;
        for (int line = FIRST_LINE - 1; line <= LAST_LINE + 1; line++) {
            power[line] = linePower(frame, line);
            if (line >= FIRST_LINE && line <= LAST_LINE && power[line] > power[best]) {
                best = line;
            }
        }
        // by Parseval's theorem a line of one-sided power p holds 2p/N of the energy
        double held = 2 * (power[best - 1] + power[best] + power[best + 1]) / frame.length;
        return held >= PURE * energy ? best : 0;
    }

    /**
     * A look that costs a fortieth of the spectrum and turns away nearly all speech: a pure tone x obeys x[n+1] + x[n-1] = c x[n]
     * with one c, so what is left over with the best c is small.
     */
    private static boolean couldBePure(short[] frame, double energy) {
        double both = 0;
        double sums = 0;
        double middle = 0;
        for (int i = 1; i + 1 < frame.length; i++) {
            double around = frame[i - 1] + frame[i + 1];
            both += around * frame[i];
            sums += around * around;
            middle += (double) frame[i] * frame[i];
        }
        double left = sums - both * both / middle;
        return left < LEFT_OVER * energy;
    }

    private static double linePower(short[] frame, int line) {
        double coefficient = COEFFICIENTS[line];
        double last = 0;
        double beforeLast = 0;
        for (short sample : frame) {
            double next = sample + coefficient * last - beforeLast;
            beforeLast = last;
            last = next;
        }
        return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    }
}
