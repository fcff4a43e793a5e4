package io.github.telnyxstream.codec.dsp;

/** Takes away what is slower than a frequency, by 6 dB an octave. One thread at a time. */
final class HighPass {
    private final double pole;
    private double lastIn;
    private double lastOut;

    HighPass(double frequencyHz, int sampleRateHz) {
        this.pole = Math.exp(-2 * Math.PI * frequencyHz / sampleRateHz);
    }

    double filter(double in) {
        double out = in - lastIn + pole * lastOut;
        lastIn = in;
        lastOut = out;
        return out;
    }

    /** To be called now and then: in digital silence it would fade into denormal numbers, which take a hundred times longer. */
    void settle() {
        lastOut = Math.abs(lastOut) < 1e-6 ? 0 : lastOut;
    }

    void reset() {
        lastIn = 0;
        lastOut = 0;
    }
}
