package io.github.telnyxstream.testkit.simulator;

import java.util.Arrays;

/** Samples that keep coming: all of them, or the last so many. */
final class SampleStore {
    private final int kept;
    private short[] samples = new short[8000];
    private int length;

    /** Keeps all. */
    SampleStore() {
        this(Integer.MAX_VALUE);
    }

    /** Keeps at least the last so many. */
    SampleStore(int kept) {
        this.kept = kept;
    }

    void add(short[] pcm) {
        if (length + pcm.length > samples.length) {
            makeRoom(pcm.length);
        }
        System.arraycopy(pcm, 0, samples, length, pcm.length);
        length += pcm.length;
    }

    private void makeRoom(int count) {
        if (length / 2 >= kept) {
            System.arraycopy(samples, length - kept, samples, 0, kept);
            length = kept;
        }
        if (length + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(samples.length * 2, length + count));
        }
    }

    int length() {
        return length;
    }

    short[] all() {
        return Arrays.copyOf(samples, length);
    }
}
