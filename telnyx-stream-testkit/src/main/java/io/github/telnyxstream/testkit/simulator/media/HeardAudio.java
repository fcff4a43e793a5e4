package io.github.telnyxstream.testkit.simulator.media;

import java.util.Arrays;

/** What came out of the caller's phone since the call was answered: 8 kHz, silence where nothing played. */
public final class HeardAudio {
    private final int kept;
    private short[] samples = new short[8000];
    /** Which sample of the call is the first that is kept. */
    private int first;

    private int length;

    /** Nothing was heard yet; all will be kept. */
    public HeardAudio() {
        this(Integer.MAX_VALUE);
    }

    /**
     * Nothing was heard yet.
     *
     * @param kept how many samples are kept at least, the last
     */
    public HeardAudio(int kept) {
        this.kept = kept;
    }

    /**
     * Adds sound at its place; where there is sound already, both are heard.
     *
     * @param start sample since the call was answered
     * @param pcm samples
     * @param from index of the first
     * @param count how many
     */
    public void add(long start, short[] pcm, int from, int count) {
        reach(start + count);
        int at = Math.toIntExact(start) - first;
        for (int i = Math.max(0, -at); i < count; i++) {
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
        if (wanted - first > samples.length) {
            makeRoom(wanted);
        }
        length = Math.max(length, wanted - first);
    }

    private void makeRoom(int wanted) {
        if (length / 2 >= kept) {
            int gone = length - kept;
            System.arraycopy(samples, gone, samples, 0, kept);
            Arrays.fill(samples, kept, length, (short) 0);
            first += gone;
            length = kept;
        }
        if (wanted - first > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(wanted - first, samples.length * 2));
        }
    }

    /**
     * A part, silence where there is nothing yet or no longer.
     *
     * @param start first sample
     * @param count how many
     * @return a new array
     */
    public short[] part(long start, int count) {
        short[] part = new short[count];
        int at = Math.toIntExact(start) - first;
        int skipped = Math.max(0, -at);
        int there = Math.min(count, length - at) - skipped;
        if (there > 0) {
            System.arraycopy(samples, at + skipped, part, skipped, there);
        }
        return part;
    }

    /**
     * Another sound with what is here at the same time; nothing is added here.
     *
     * @param other samples
     * @param start where they are
     * @return a new array of as many samples
     */
    public short[] with(short[] other, long start) {
        short[] mixed = part(start, other.length);
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, mixed[i] + other[i]));
        }
        return mixed;
    }

    /**
     * All of it that is kept.
     *
     * @return a new array
     */
    public short[] all() {
        return Arrays.copyOf(samples, length);
    }
}
