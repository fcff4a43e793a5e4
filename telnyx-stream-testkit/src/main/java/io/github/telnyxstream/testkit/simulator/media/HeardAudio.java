package io.github.telnyxstream.testkit.simulator.media;

import java.util.Arrays;

/** What came out of the caller's phone since the call was answered: 8 kHz, silence where nothing played. */
public final class HeardAudio {
    private short[] samples = new short[8000 * 4];
    private int length;

    /** Nothing was heard yet. */
    public HeardAudio() {}

    /**
     * Adds sound at its place; where there is sound already, both are heard.
     *
     * @param start sample since the call was answered
     * @param pcm samples
     * @param from index of the first
     * @param count how many
     */
    public void add(long start, short[] pcm, int from, int count) {
        int at = Math.toIntExact(start);
        reach(at + count);
        for (int i = 0; i < count; i++) {
            int mixed = samples[at + i] + pcm[from + i];
            samples[at + i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, mixed));
        }
    }

    /**
     * Lets time pass: what nobody filled is silence.
     *
     * @param end samples since the call was answered
     */
    public void reach(long end) {
        int wanted = Math.toIntExact(end);
        if (wanted > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(wanted, samples.length * 2));
        }
        length = Math.max(length, wanted);
    }

    /**
     * A part, silence where there is nothing yet.
     *
     * @param start first sample
     * @param count how many
     * @return a new array
     */
    public short[] part(long start, int count) {
        short[] part = new short[count];
        int from = Math.toIntExact(start);
        int there = Math.min(count, length - from);
        if (there > 0) {
            System.arraycopy(samples, from, part, 0, there);
        }
        return part;
    }

    /**
     * All of it.
     *
     * @return a new array
     */
    public short[] all() {
        return Arrays.copyOf(samples, length);
    }
}
