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
        Random random = new Random(7);
        int length = millis * RATE_HZ / 1000;
        double[] out = new double[length];
        double phase = 0;
        double[] a = new double[4];
        for (int i = 0; i < length; i++) {
            int syllable = i / (RATE_HZ / 4);
            double[] vowel = VOWELS[syllable % VOWELS.length];
            double pitch = 125 + 12 * Math.sin(2 * Math.PI * 1.3 * i / RATE_HZ) + random.nextGaussian();
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
        return scaled(out);
    }

    private static double resonate(double in, double hz, double width, double[] state, int at) {
        double r = Math.exp(-Math.PI * width / RATE_HZ);
        double out = in + 2 * r * Math.cos(2 * Math.PI * hz / RATE_HZ) * state[at] - r * r * state[at + 1];
        state[at + 1] = state[at];
        state[at] = out;
        return out;
    }

    private static short[] scaled(double[] samples) {
        double sum = 0;
        for (double sample : samples) {
            sum += sample * sample;
        }
        double gain = 3000 / Math.sqrt(sum / samples.length);
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(-32000, Math.min(32000, samples[i] * gain));
        }
        return pcm;
    }
}
