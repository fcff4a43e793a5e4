package io.github.telnyxstream.codec.dsp;

/** A sine for measurements: makes one, and finds one in samples by least squares. */
record Sine(double amplitude, double phase, double residual) {

    static short[] samples(double frequencyHz, int rateHz, double amplitude, int length) {
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
        }
        return samples;
    }

    /** The part of the samples at a frequency; the residual is the amplitude of a sine as strong as all the rest. */
    static Sine in(short[] samples, int from, int to, double frequencyHz, int rateHz) {
        double ss = 0;
        double cc = 0;
        double sc = 0;
        double xs = 0;
        double xc = 0;
        double xx = 0;
        for (int i = from; i < to; i++) {
            double s = Math.sin(2 * Math.PI * frequencyHz * i / rateHz);
            double c = Math.cos(2 * Math.PI * frequencyHz * i / rateHz);
            ss += s * s;
            cc += c * c;
            sc += s * c;
            xs += samples[i] * s;
            xc += samples[i] * c;
            xx += (double) samples[i] * samples[i];
        }
        double determinant = ss * cc - sc * sc;
        double a = (xs * cc - xc * sc) / determinant;
        double b = (xc * ss - xs * sc) / determinant;
        double rest = Math.max(0, xx - a * xs - b * xc);
        return new Sine(Math.hypot(a, b), Math.atan2(b, a), Math.sqrt(2 * rest / (to - from)));
    }

    /** Amplitude of a sine as strong as the samples. */
    static double strength(short[] samples, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) {
            power += (double) samples[i] * samples[i];
        }
        return Math.sqrt(2 * power / (to - from));
    }

    static double decibels(double ratio) {
        return 20 * Math.log10(Math.max(ratio, 1e-9));
    }
}
