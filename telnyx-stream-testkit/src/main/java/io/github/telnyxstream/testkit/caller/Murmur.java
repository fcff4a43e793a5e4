package io.github.telnyxstream.testkit.caller;

/** A voice that says nothing: a few tones that swell four times a second, so never a beep. */
public final class Murmur {
    private static final int RATE_HZ = 8000;
    private static final int MILLIS_PER_CHARACTER = 60;
    private static final int LEAST_MILLIS = 300;

    private Murmur() {}

    /**
     * As long as a text would take.
     *
     * @param text the text
     * @return 8 kHz samples, 60 ms a character, 300 at least
     */
    public static short[] of(String text) {
        return lasting(Math.max(LEAST_MILLIS, text.length() * MILLIS_PER_CHARACTER));
    }

    /**
     * Of a given length.
     *
     * @param millis how long
     * @return 8 kHz samples
     */
    public static short[] lasting(int millis) {
        short[] pcm = new short[millis * RATE_HZ / 1000];
        for (int i = 0; i < pcm.length; i++) {
            double seconds = (double) i / RATE_HZ;
            double turn = 2 * Math.PI * seconds;
            double tones = Math.sin(140 * turn) + Math.sin(420 * turn) + Math.sin(1150 * turn) + Math.sin(2300 * turn);
            pcm[i] = (short) Math.round(1200 * tones * (1.1 - Math.cos(4 * turn)) / 2);
        }
        return pcm;
    }
}
