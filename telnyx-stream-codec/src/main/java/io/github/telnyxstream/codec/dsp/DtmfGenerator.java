package io.github.telnyxstream.codec.dsp;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Makes the tones of telephone keys (ITU-T Q.23): digits 0 to 9, A to D, * and #, the high tone 2 dB over the low one.
 * Immutable; any thread.
 */
public final class DtmfGenerator {
    static final int[] LOW_HZ = {697, 770, 852, 941};
    static final int[] HIGH_HZ = {1209, 1336, 1477, 1633};

    /** By row, then column: the low tone's index times four plus the high tone's. */
    static final String DIGITS = "123A456B789C*0#D";

    /** −9 and −7 dBm0, the usual level of a telephone; 0 dBm0 is 6.15 dB under full-scale power (G.711). */
    private static final double LOW_DBOV = -15.15;

    private static final double HIGH_DBOV = -13.15;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int LONGEST_SAMPLES = Integer.MAX_VALUE - 8;

    private final int sampleRateHz;

    private DtmfGenerator(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * A generator for a rate.
     *
     * @param sampleRateHz rate of the samples in Hz, 8000 to 48000
     * @return the generator
     * @throws IllegalArgumentException if the rate is out of range
     */
    public static DtmfGenerator of(int sampleRateHz) {
        if (sampleRateHz < 8000 || sampleRateHz > 48000) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be 8000 to 48000");
        }
        return new DtmfGenerator(sampleRateHz);
    }

    /**
     * Keys pressed one after the other. ITU-T Q.24 asks for at least 40 ms of tone and of pause; 100 ms each is kind.
     *
     * @param digits {@code 0-9}, {@code A-D} in any case, {@code *}, {@code #}
     * @param tone how long each key is pressed, up to a minute
     * @param pause the silence after each key, up to a minute
     * @return the samples, a new array; empty for no digits
     * @throws IllegalArgumentException if a character is no key, a duration is negative or over a minute, or all of it
     *     is more than an array holds
     */
    public short[] generate(String digits, Duration tone, Duration pause) {
        Objects.requireNonNull(digits, "digits");
        Objects.requireNonNull(tone, "tone");
        Objects.requireNonNull(pause, "pause");
        int toneLength = samples(tone, "tone");
        int pauseLength = samples(pause, "pause");
        long length = (long) digits.length() * (toneLength + pauseLength);
        if (length > LONGEST_SAMPLES) {
            throw new IllegalArgumentException("digits has " + digits.length() + " keys, more than an array holds");
        }
        short[] out = new short[(int) length];
        String keys = digits.toUpperCase(Locale.ROOT);
        for (int i = 0; i < keys.length(); i++) {
            int key = DIGITS.indexOf(keys.charAt(i));
            if (key < 0) {
                throw new IllegalArgumentException("digits has no key at index " + i);
            }
            press(LOW_HZ[key / 4], HIGH_HZ[key % 4], out, i * (toneLength + pauseLength), toneLength);
        }
        return out;
    }

    private void press(int lowHz, int highHz, short[] out, int offset, int length) {
        ToneGenerator low = ToneGenerator.of(lowHz, sampleRateHz, LOW_DBOV);
        ToneGenerator high = ToneGenerator.of(highHz, sampleRateHz, HIGH_DBOV);
        short[] second = new short[length];
        low.generate(out, offset, length);
        high.generate(second, 0, length);
        Levels.mix(out, offset, second, 0, out, offset, length);
    }

    private int samples(Duration duration, String name) {
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + duration + ", must be PT0S to " + LONGEST);
        }
        return (int) (duration.toNanos() * sampleRateHz / 1_000_000_000L);
    }
}
