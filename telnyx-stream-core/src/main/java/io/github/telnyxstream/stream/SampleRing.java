package io.github.telnyxstream.stream;

/** Samples that wait, in a ring that grows. One thread at a time. */
final class SampleRing {
    private final int mostGrown;
    private short[] ring;
    private int head;
    private int size;

    /**
     * A ring.
     *
     * @param capacity samples that it has room for at first
     * @param mostGrown up to this size it doubles; beyond, it grows to what is needed
     */
    SampleRing(int capacity, int mostGrown) {
        this.ring = new short[Math.max(1, capacity)];
        this.mostGrown = mostGrown;
    }

    int size() {
        return size;
    }

    void add(short[] pcm, int offset, int length) {
        grow(size + length);
        int tail = index(size);
        int first = Math.min(length, ring.length - tail);
        System.arraycopy(pcm, offset, ring, tail, first);
        System.arraycopy(pcm, offset + first, ring, 0, length - first);
        size += length;
    }

    void add(short sample) {
        grow(size + 1);
        ring[index(size++)] = sample;
    }

    private void grow(int needed) {
        if (needed > ring.length) {
            short[] larger = new short[Math.max(needed, Math.min(mostGrown, ring.length * 2))];
            int first = Math.min(size, ring.length - head);
            System.arraycopy(ring, head, larger, 0, first);
            System.arraycopy(ring, 0, larger, first, size - first);
            ring = larger;
            head = 0;
        }
    }

    private int index(int at) {
        int index = head + at;
        return index < ring.length ? index : index - ring.length;
    }

    /** One that waits; the oldest is at 0. */
    short get(int at) {
        return ring[index(at)];
    }

    /** The array that the oldest samples stand in, from {@link #head} on. */
    short[] array() {
        return ring;
    }

    int head() {
        return head;
    }

    /** How many of the oldest samples stand one after the other. */
    int contiguous() {
        return Math.min(size, ring.length - head);
    }

    /** Forgets the oldest. */
    void remove(int count) {
        size -= count;
        // what is empty begins anew at its first place: the memory that was just used is near
        head = size == 0 ? 0 : index(count);
    }
}
