package io.github.telnyxstream.codec.dsp;

import java.util.Arrays;

/** The last samples of a stream, in their order. One thread at a time. */
final class RecentSamples {
    private final float[] ring;
    private final float[] ordered;
    private int next;

    RecentSamples(int length) {
        this.ring = new float[length];
        this.ordered = new float[length];
    }

    void add(float sample) {
        ring[next] = sample;
        next = next + 1 == ring.length ? 0 : next + 1;
    }

    /** All of them, oldest first; valid until the next call. */
    float[] inOrder() {
        System.arraycopy(ring, next, ordered, 0, ring.length - next);
        System.arraycopy(ring, 0, ordered, ring.length - next, next);
        return ordered;
    }

    void reset() {
        Arrays.fill(ring, 0f);
        next = 0;
    }
}
