package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.time.Duration;
import java.util.Objects;

/** Samples in memory. */
final class PcmSource implements AudioSource {
    /** Loud enough to be noticed, soft enough not to hurt an ear at the receiver. */
    private static final double TONE_LEVEL_DBOV = -12;

    private final int sampleRateHz;
    private final short[] samples;
    private int position;

    PcmSource(int sampleRateHz, short[] samples) {
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be positive");
        }
        this.sampleRateHz = sampleRateHz;
        this.samples = Objects.requireNonNull(samples, "pcm");
    }

    static PcmSource tone(double frequencyHz, Duration duration, int sampleRateHz) {
        return new PcmSource(
                sampleRateHz,
                ToneGenerator.of(frequencyHz, sampleRateHz, TONE_LEVEL_DBOV).beep(duration));
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) {
        int count = Math.min(lengthSamples, samples.length - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(samples, position, pcm, offset, count);
        position += count;
        return count;
    }
}
