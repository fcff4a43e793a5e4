package io.github.telnyxstream.agent;

import java.util.Random;

/** A voice with a pitch and formants, as a speech detector wants it, at 8 kHz. */
final class Voice {
    private static final int RATE_HZ = 8000;
    private static final double[][] VOWELS = {{700, 1200}, {400, 2000}, {500, 900}, {300, 2300}};

    private Voice() {}

    /** As long as the text takes: 60 ms a letter, four syllables a second. */
    static short[] saying(String text) {
        return lasting(Math.max(300, 60 * text.length()));
    }

    static short[] lasting(int millis) {
        return scaled(syllables(new Random(7), millis, 125, 0), 3000);
    }

    /**
     * One of many people and sentences: pitch, level, first vowel, and whether it sets in at once, softly or with a hiss; up to a
     * frame of silence before it.
     */
    static short[] somebody(Random random, int millis) {
        double pitch = 90 + 150 * random.nextDouble();
        double[] voice = syllables(random, millis, pitch, random.nextInt(VOWELS.length));
        int way = random.nextInt(3);
        int onset = (40 + random.nextInt(100)) * RATE_HZ / 1000;
        if (way == 1) {
            for (int i = 0; i < onset; i++) {
                voice[i] *= (double) i / onset;
            }
        }
        double level = 32768 * Math.pow(10, -(18 + 14 * random.nextDouble()) / 20);
        short[] loud = scaled(voice, level);
        int hiss = way == 2 ? onset : 0;
        int before = random.nextInt(RATE_HZ / 50) + hiss;
        short[] all = new short[before + loud.length];
        for (int i = before - hiss; i < before; i++) {
            all[i] = (short) (0.1 * level * random.nextGaussian());
        }
        System.arraycopy(loud, 0, all, before, loud.length);
        return all;
    }

    /** Four a second, of vowels that take turns. */
    private static double[] syllables(Random random, int millis, double pitchHz, int firstVowel) {
        int length = millis * RATE_HZ / 1000;
        double[] out = new double[length];
        double phase = 0;
        double[] a = new double[4];
        for (int i = 0; i < length; i++) {
            int syllable = i / (RATE_HZ / 4);
            double[] vowel = VOWELS[(firstVowel + syllable) % VOWELS.length];
            double pitch = pitchHz + pitchHz / 10 * Math.sin(2 * Math.PI * 1.3 * i / RATE_HZ) + random.nextGaussian();
            phase += pitch / RATE_HZ;
            double pulse = 0;
            if (phase >= 1) {
                phase -= 1;
                pulse = 1;
            }
            double in = pulse + 0.004 * random.nextGaussian();
            double first = resonate(in, vowel[0], 90, a, 0);
            double second = resonate(in, vowel[1], 120, a, 2);
            double within = i % (RATE_HZ / 4) / (RATE_HZ / 4.0);
            out[i] = (first + 0.6 * second) * Math.pow(Math.sin(Math.PI * (0.08 + 0.9 * within)), 0.5);
        }
        return out;
    }

    private static double resonate(double in, double hz, double width, double[] state, int at) {
        double r = Math.exp(-Math.PI * width / RATE_HZ);
        double out = in + 2 * r * Math.cos(2 * Math.PI * hz / RATE_HZ) * state[at] - r * r * state[at + 1];
        state[at + 1] = state[at];
        state[at] = out;
        return out;
    }

    private static short[] scaled(double[] samples, double level) {
        double sum = 0;
        for (double sample : samples) {
            sum += sample * sample;
        }
        double gain = level / Math.sqrt(sum / samples.length);
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(-32000, Math.min(32000, samples[i] * gain));
        }
        return pcm;
    }
}
