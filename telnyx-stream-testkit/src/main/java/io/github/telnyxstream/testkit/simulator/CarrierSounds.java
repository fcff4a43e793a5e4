package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.time.Duration;

/** Sounds that stand for what a carrier would synthesise. */
final class CarrierSounds {
    private static final int RATE_HZ = 8000;
    private static final int MILLIS_PER_CHARACTER = 60;
    private static final int LEAST_MILLIS = 300;

    private CarrierSounds() {}

    /** A murmur as long as the text would take: several tones that swell four times a second, so never a beep. */
    static short[] speech(String text) {
        return murmur(Math.max(LEAST_MILLIS, text.length() * MILLIS_PER_CHARACTER));
    }

    static short[] murmur(int millis) {
        short[] pcm = new short[millis * RATE_HZ / 1000];
        for (int i = 0; i < pcm.length; i++) {
            double seconds = (double) i / RATE_HZ;
            double turn = 2 * Math.PI * seconds;
            double tones = Math.sin(140 * turn) + Math.sin(420 * turn) + Math.sin(1150 * turn) + Math.sin(2300 * turn);
            pcm[i] = (short) Math.round(1200 * tones * (1.1 - Math.cos(4 * turn)) / 2);
        }
        return pcm;
    }

    static short[] beep() {
        return ToneGenerator.of(1000, RATE_HZ, -20).beep(Duration.ofMillis(400));
    }
}
