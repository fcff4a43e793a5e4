package io.github.telnyxstream.codec.dsp;

import java.util.Random;

/** What callers' lines carry that is no speech, made by seeded generators at 8 kHz: coughs, breaths, clicks, knocks, hum. */
final class LineSounds {
    private static final int RATE_HZ = 8000;

    private LineSounds() {}

    /** One to three coughs: a burst, breath that follows, and in every other one a voiced end. */
    static short[] cough(Random random) {
        double[] out = new double[RATE_HZ * 2];
        int at = 400;
        double strength = decibels(-18 + 10 * random.nextDouble());
        for (int i = 1 + random.nextInt(3); i > 0 && at < out.length - 6000; i--) {
            at += oneCough(random, out, at, strength) + millis(150 + random.nextInt(200));
            strength *= decibels(-3);
        }
        return pcm(out);
    }

    private static int oneCough(Random random, double[] out, int at, double strength) {
        double stretch = 0.85 + 0.3 * random.nextDouble();
        double[] formants = {650 * stretch, 1450 * stretch, 2550 * stretch};
        int burst = millis(25 + random.nextInt(35));
        int breath = millis(80 + random.nextInt(170));
        double[] noise = throat(white(random, burst + breath), formants, 250);
        shape(noise, millis(4), burst, breath, decibels(-8 + 4 * random.nextDouble()));
        level(noise, burst, strength);
        add(noise, out, at);
        if (random.nextBoolean()) {
            int voiced = millis(50 + random.nextInt(100));
            double[] end = throat(pulses(random, voiced, 110 + 220 * random.nextDouble()), formants, 150);
            double[] air = throat(white(random, voiced), formants, 250);
            level(end, voiced, strength * decibels(-2 - 7 * random.nextDouble()));
            level(air, voiced, strength * decibels(-18));
            fade(end);
            add(end, out, at + burst + breath * 2 / 3);
            add(air, out, at + burst + breath * 2 / 3);
        }
        return burst + breath;
    }

    /** A breath out, or in. */
    static short[] breath(Random random) {
        int length = millis(300 + random.nextInt(700));
        double stretch = 0.8 + 0.4 * random.nextDouble();
        double[] noise =
                throat(white(random, length), new double[] {600 * stretch, 1300 * stretch, 2300 * stretch}, 300);
        for (int i = 0; i < length; i++) {
            noise[i] *= Math.pow(Math.sin(Math.PI * i / length), 0.7);
        }
        level(noise, length, decibels(-45 + 17 * random.nextDouble()));
        double[] out = new double[length + RATE_HZ];
        add(noise, out, 400);
        return pcm(out);
    }

    /** Lips, keyboards and plugs: some milliseconds of a resonance, one or a few of them. */
    static short[] click(Random random) {
        double[] out = new double[RATE_HZ];
        int at = 400;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            double[] ring = ring(random, 300 + 2500 * random.nextDouble(), 1 + 6 * random.nextDouble());
            level(ring, millis(10), decibels(-30 + 20 * random.nextDouble()));
            add(ring, out, at);
            at += millis(40 + random.nextInt(160));
        }
        return pcm(out);
    }

    /** A receiver that is put down or hit: a low thud that rings on. */
    static short[] knock(Random random) {
        double[] out = new double[RATE_HZ];
        double[] thud = ring(random, 70 + 180 * random.nextDouble(), 15 + 30 * random.nextDouble());
        level(thud, millis(60), decibels(-25 + 15 * random.nextDouble()));
        add(thud, out, 400);
        double[] hit = ring(random, 800 + 1500 * random.nextDouble(), 3);
        level(hit, millis(10), decibels(-22));
        add(hit, out, 400);
        return pcm(out);
    }

    /** Mains hum with its harmonics. */
    static short[] hum(Random random, double levelDbov, int length) {
        double[] out = new double[length];
        int mains = random.nextBoolean() ? 50 : 60;
        for (int harmonic = 1; harmonic <= 12; harmonic++) {
            double phase = 2 * Math.PI * random.nextDouble();
            double strength = (harmonic % 2 == 0 ? 1.0 : 0.6) / harmonic;
            for (int i = 0; i < length; i++) {
                out[i] += strength * Math.sin(phase + 2 * Math.PI * mains * harmonic * i / RATE_HZ);
            }
        }
        level(out, length, decibels(levelDbov));
        return pcm(out);
    }

    /** A bad contact: single samples that jump, some tens in a second, over hiss. */
    static short[] crackle(Random random, double levelDbov, int length) {
        double[] out = new double[length];
        for (int i = 0; i < length; i++) {
            out[i] = 40 * random.nextGaussian()
                    + (random.nextInt(250) == 0 ? 6 * random.nextGaussian() * 32768 * decibels(levelDbov) : 0);
        }
        return pcm(out);
    }

    private static double[] white(Random random, int length) {
        double[] noise = new double[length];
        for (int i = 0; i < length; i++) {
            noise[i] = random.nextGaussian();
        }
        return noise;
    }

    /** The rough voice of a throat: pulses whose distance jumps about, at a pitch that falls. */
    private static double[] pulses(Random random, int length, double pitchHz) {
        double[] pulses = new double[length];
        double next = 0;
        for (int i = 0; i < length; i++) {
            if (i >= next) {
                pulses[i] = 1 + 0.15 * random.nextGaussian();
                next += RATE_HZ / (pitchHz * (1 - 0.3 * i / length)) * (1 + 0.02 * random.nextGaussian());
            }
        }
        return pulses;
    }

    private static double[] ring(Random random, double frequencyHz, double decayMillis) {
        double[] ring = new double[millis(decayMillis * 8)];
        double phase = 2 * Math.PI * random.nextDouble();
        for (int i = 0; i < ring.length; i++) {
            ring[i] = Math.sin(phase + 2 * Math.PI * frequencyHz * i / RATE_HZ)
                    * Math.exp(-1000.0 * i / RATE_HZ / decayMillis);
        }
        return ring;
    }

    /** Resonances side by side, as a throat has them. */
    private static double[] throat(double[] source, double[] formantsHz, double widthHz) {
        double[] out = new double[source.length];
        double part = 1;
        for (double formantHz : formantsHz) {
            double radius = Math.exp(-Math.PI * widthHz / RATE_HZ);
            double turn = 2 * radius * Math.cos(2 * Math.PI * formantHz / RATE_HZ);
            double y1 = 0;
            double y2 = 0;
            for (int i = 0; i < source.length; i++) {
                double y = source[i] + turn * y1 - radius * radius * y2;
                y2 = y1;
                y1 = y;
                out[i] += part * y;
            }
            part *= -0.7;
        }
        return out;
    }

    private static void shape(double[] noise, int attack, int burst, int breath, double after) {
        for (int i = 0; i < noise.length; i++) {
            double rise = Math.min(1, (double) i / attack);
            double fall = i < burst ? 1 : after * Math.exp(-2.5 * (i - burst) / breath);
            noise[i] *= rise * fall;
        }
    }

    private static void fade(double[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= Math.sin(Math.PI * (i + 1) / (samples.length + 1));
        }
    }

    /** Scales so that the power of the beginning is that of a level. */
    private static void level(double[] samples, int length, double strength) {
        double power = 1e-12;
        int counted = Math.min(length, samples.length);
        for (int i = 0; i < counted; i++) {
            power += samples[i] * samples[i] / counted;
        }
        double factor = 32768 * strength / Math.sqrt(power);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= factor;
        }
    }

    private static void add(double[] samples, double[] out, int at) {
        for (int i = 0; i < samples.length && at + i < out.length; i++) {
            out[at + i] += samples[i];
        }
    }

    private static short[] pcm(double[] samples) {
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(-32768, Math.min(32767, Math.round(samples[i])));
        }
        return pcm;
    }

    private static double decibels(double decibels) {
        return Math.pow(10, decibels / 20);
    }

    private static int millis(double millis) {
        return (int) (millis * RATE_HZ / 1000);
    }
}
