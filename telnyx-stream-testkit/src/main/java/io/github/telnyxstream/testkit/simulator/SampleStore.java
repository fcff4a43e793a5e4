package io.github.telnyxstream.testkit.simulator;

import java.util.Arrays;

/** Samples that keep coming. */
final class SampleStore {
    private short[] samples = new short[8000];
    private int length;

    void add(short[] pcm) {
        if (length + pcm.length > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + pcm.length));
        }
        System.arraycopy(pcm, 0, samples, length, pcm.length);
        length += pcm.length;
    }

    int length() {
        return length;
    }

    short[] all() {
        return Arrays.copyOf(samples, length);
    }
}
