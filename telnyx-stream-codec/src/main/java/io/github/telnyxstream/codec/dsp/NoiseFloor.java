package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/**
 * The level of the noise under whatever else there is: the quietest moment of the last two seconds, as speech always
 * pauses and noise does not. Frames are 20 ms. One thread at a time.
 */
final class NoiseFloor {
    private static final int SPANS = 8;
    private static final int FRAMES_PER_SPAN = 12;

    /** A single frame of noise is now and then quieter than the noise, so the minimum is taken over a mean of frames. */
    private static final double SMOOTHING = 0.3;

    private final double initialLimitPower;
    private final double[] spanMinimum = new double[SPANS];
    private double smoothed;
    private int span;
    private int frames;

    /**
     * A floor that knows nothing yet.
     *
     * @param initialLimitPower the most that the very first frame is trusted to be noise; louder is taken for speech
     */
    NoiseFloor(double initialLimitPower) {
        this.initialLimitPower = initialLimitPower;
        reset();
    }

    void reset() {
        smoothed = -1;
        span = 0;
        frames = 0;
        Arrays.fill(spanMinimum, initialLimitPower);
    }

    /** Takes the mean power of the next frame. */
    void update(double power) {
        smoothed = smoothed < 0 ? power : smoothed + SMOOTHING * (power - smoothed);
        if (frames == FRAMES_PER_SPAN) {
            frames = 0;
            span = (span + 1) % SPANS;
            spanMinimum[span] = smoothed;
        }
        frames++;
        spanMinimum[span] = Math.min(spanMinimum[span], smoothed);
    }

    /** The mean power of the noise. */
    double power() {
        double floor = spanMinimum[0];
        for (double minimum : spanMinimum) {
            floor = Math.min(floor, minimum);
        }
        return floor;
    }
}
