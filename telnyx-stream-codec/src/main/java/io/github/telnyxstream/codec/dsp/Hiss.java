package io.github.telnyxstream.codec.dsp;

/**
 * Whether a frame hisses as an "s" does: most of its power in the upper half of the telephone's band. Breath, coughs, clicks and
 * white noise have less there. One thread at a time.
 */
final class Hiss {
    /** Power of the differences from sample to sample over the power of the samples: 2 for white noise, 4 at the top of the band. */
    private static final double SHARP = 2.5;

    private double differences;
    private double samples;
    private float last;

    void add(float sample) {
        double difference = sample - last;
        differences += difference * difference;
        samples += (double) sample * sample;
        last = sample;
    }

    /** What the frame was that ends here. */
    boolean endFrame() {
        boolean isSharp = differences > SHARP * samples;
        differences = 0;
        samples = 0;
        return isSharp;
    }

    void reset() {
        endFrame();
        last = 0;
    }
}
