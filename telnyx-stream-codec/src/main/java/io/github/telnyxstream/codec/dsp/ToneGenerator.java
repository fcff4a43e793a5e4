package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Objects;

/**
 * Makes a sine tone, chunk by chunk without a break in its phase.
 *
 * <p><b>Threads:</b> one thread at a time.
 */
public final class ToneGenerator {
    /** Level of the loudest sine: 0 dBov is the power of a full-scale square wave (ITU-T G.100.1). */
    private static final double FULL_SCALE_SINE_DBOV = -10 * Math.log10(2);

    private static final int FADE_MILLIS = 5;

    private final int sampleRateHz;
    private final double turnsPerSample;
    private final double amplitude;
    private double turns;

    private ToneGenerator(double frequencyHz, int sampleRateHz, double levelDbov) {
        this.sampleRateHz = sampleRateHz;
        this.turnsPerSample = frequencyHz / sampleRateHz;
        this.amplitude = 32768 * Math.pow(10, (levelDbov - FULL_SCALE_SINE_DBOV) / 20);
    }

    /**
     * A generator that starts at phase 0.
     *
     * @param frequencyHz more than 0 and less than half of the sample rate
     * @param sampleRateHz audio rate in Hz
     * @param levelDbov power relative to a full-scale square wave, at most -3.0 (a full-scale sine)
     * @return a generator
     * @throws IllegalArgumentException if an argument is out of its range
     */
    public static ToneGenerator of(double frequencyHz, int sampleRateHz, double levelDbov) {
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be positive");
        }
        if (!(frequencyHz > 0 && frequencyHz < sampleRateHz / 2.0)) {
            throw new IllegalArgumentException(
                    "frequencyHz is " + frequencyHz + ", must be between 0 and half of " + sampleRateHz);
        }
        if (!(levelDbov <= -3.0)) {
            throw new IllegalArgumentException("levelDbov is " + levelDbov + ", must be at most -3.0 for a sine");
        }
        return new ToneGenerator(frequencyHz, sampleRateHz, levelDbov);
    }

    /**
     * Writes the tone's next samples. Allocates nothing.
     *
     * @param out where the samples go
     * @param offset index of the first sample to write
     * @param lengthSamples how many
     * @return {@code lengthSamples}
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public int generate(short[] out, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(out, "out").length);
        for (int i = 0; i < lengthSamples; i++) {
            long sample = Math.round(amplitude * Math.sin(2 * Math.PI * turns));
            out[offset + i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
            turns += turnsPerSample;
            if (turns >= 1) {
                turns -= 1;
            }
        }
        return lengthSamples;
    }

    /**
     * A whole beep that does not click: faded in and out over 5 ms (over half of the beep if that is shorter).
     *
     * @param length how long
     * @return its samples, a new array
     * @throws IllegalArgumentException if the length is negative or over an hour
     */
    public short[] beep(Duration length) {
        Objects.requireNonNull(length, "length");
        if (length.isNegative() || length.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("length is " + length + ", must be PT0S to PT1H");
        }
        short[] samples = new short[(int) (length.toNanos() * sampleRateHz / 1_000_000_000L)];
        generate(samples, 0, samples.length);
        int fade = Math.min(sampleRateHz * FADE_MILLIS / 1000, samples.length / 2);
        fadeIn(samples, 0, fade);
        fadeOut(samples, samples.length - fade, fade);
        return samples;
    }

    /**
     * Raises samples in place from silence to their full level, along half a cosine. Allocates nothing.
     *
     * @param samples any audio
     * @param offset index of the first sample
     * @param lengthSamples how many
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public static void fadeIn(short[] samples, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(samples, "samples").length);
        for (int i = 0; i < lengthSamples; i++) {
            samples[offset + i] = (short) Math.round(samples[offset + i] * gain(i, lengthSamples));
        }
    }

    /**
     * Lowers samples in place from their full level to silence, along half a cosine. Allocates nothing.
     *
     * @param samples any audio
     * @param offset index of the first sample
     * @param lengthSamples how many
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public static void fadeOut(short[] samples, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(samples, "samples").length);
        for (int i = 0; i < lengthSamples; i++) {
            int last = offset + lengthSamples - 1 - i;
            samples[last] = (short) Math.round(samples[last] * gain(i, lengthSamples));
        }
    }

    private static double gain(int index, int length) {
        return 0.5 - 0.5 * Math.cos(Math.PI * index / length);
    }
}
