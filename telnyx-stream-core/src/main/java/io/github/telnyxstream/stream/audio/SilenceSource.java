package io.github.telnyxstream.stream.audio;

import java.time.Duration;
import java.util.Arrays;

/** Zeros. */
final class SilenceSource implements AudioSource {
    private final int sampleRateHz;
    private long left;

    SilenceSource(Duration duration, int sampleRateHz) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration is " + duration + ", must not be negative");
        }
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz + ", must be positive");
        }
        this.sampleRateHz = sampleRateHz;
        this.left = duration.toMillis() * sampleRateHz / 1000;
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(left, lengthSamples);
        Arrays.fill(pcm, offset, offset + count, (short) 0);
        left -= count;
        return count;
    }
}
