package io.github.telnyxstream.codec.dsp;

import java.util.Objects;

/**
 * How loud samples are, and making them louder, quieter or one of two, always staying within 16 bits: what exceeds full
 * scale is held there instead of wrapping into noise.
 *
 * <p>dBov counts from the power of a full-scale square wave (ITU-T G.100.1), so a full-scale sine has −3.01 dBov and
 * nothing exceeds 0.
 *
 * <p><b>Threads:</b> only static methods without state. <b>Allocation:</b> none of them allocates.
 */
public final class Levels {
    /** What {@link #dbov} says of digital silence and of no samples at all, as RFC 6464 does: −127. */
    public static final double SILENCE_DBOV = -127;

    private static final double FULL_SCALE_POWER = 32768.0 * 32768.0;

    private Levels() {}

    /**
     * The mean power of samples.
     *
     * @param pcm samples; not changed
     * @param offset index of the first
     * @param lengthSamples how many
     * @return dBov, 0 at most, {@link #SILENCE_DBOV} at least
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public static double dbov(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        long energy = 0;
        for (int i = offset; i < offset + lengthSamples; i++) {
            energy += pcm[i] * pcm[i];
        }
        return ofPower((double) energy / Math.max(1, lengthSamples));
    }

    /**
     * The largest magnitude among samples.
     *
     * @param pcm samples; not changed
     * @param offset index of the first
     * @param lengthSamples how many
     * @return 0 to 32768
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    public static int peak(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        int peak = 0;
        for (int i = offset; i < offset + lengthSamples; i++) {
            peak = Math.max(peak, Math.abs((int) pcm[i]));
        }
        return peak;
    }

    /**
     * Makes samples louder or quieter in place, rounding to the nearest (half up).
     *
     * @param pcm samples; changed
     * @param offset index of the first
     * @param lengthSamples how many
     * @param gainDecibels −120 to 60; 6.02 doubles, 0 keeps
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     * @throws IllegalArgumentException if the gain is out of its range
     */
    public static void amplify(short[] pcm, int offset, int lengthSamples, double gainDecibels) {
        Objects.checkFromIndexSize(offset, lengthSamples, Objects.requireNonNull(pcm, "pcm").length);
        if (!(gainDecibels >= -120 && gainDecibels <= 60)) {
            throw new IllegalArgumentException("gainDecibels is " + gainDecibels + ", must be -120 to 60");
        }
        double factor = Math.pow(10, gainDecibels / 20);
        for (int i = offset; i < offset + lengthSamples; i++) {
            pcm[i] = saturated((int) Math.floor(pcm[i] * factor + 0.5));
        }
    }

    /**
     * Adds two tracks of the same rate, sample by sample.
     *
     * @param a one track; not changed unless it is {@code out}
     * @param aOffset index of its first sample
     * @param b the other track; not changed unless it is {@code out}
     * @param bOffset index of its first sample
     * @param out where the sum goes; may be one of the tracks at that track's own offset
     * @param outOffset index of the first sample to write
     * @param lengthSamples how many
     * @throws IndexOutOfBoundsException if a range does not lie in its array
     */
    public static void mix(
            short[] a, int aOffset, short[] b, int bOffset, short[] out, int outOffset, int lengthSamples) {
        Objects.checkFromIndexSize(aOffset, lengthSamples, Objects.requireNonNull(a, "a").length);
        Objects.checkFromIndexSize(bOffset, lengthSamples, Objects.requireNonNull(b, "b").length);
        Objects.checkFromIndexSize(outOffset, lengthSamples, Objects.requireNonNull(out, "out").length);
        for (int i = 0; i < lengthSamples; i++) {
            out[outOffset + i] = saturated(a[aOffset + i] + b[bOffset + i]);
        }
    }

    /** dBov of a mean square. */
    static double ofPower(double power) {
        return power <= 0 ? SILENCE_DBOV : Math.max(SILENCE_DBOV, 10 * Math.log10(power / FULL_SCALE_POWER));
    }

    private static short saturated(int sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sample));
    }
}
