package io.github.telnyxstream.stream;

import java.util.Arrays;

/**
 * Numbers by the tick at which their turn is, for as many ticks ahead as there are slots. Arrays of numbers, so that nothing is
 * allocated to move somebody on and the collector has no reference to follow. One thread at a time.
 */
class Wheel {
    private static final int FIRST_ROOM = 4;
    private static final int[] NOBODY = {};

    private final int slots;
    private final int[][] numbers;
    private final int[] sizes;
    private final long[] occupied;
    /** Of the slot that was taken out last: swapped for the next one. */
    private int[] spare = NOBODY;
    /** Up to this tick somebody may be missing for whom there was no memory. */
    private long incompleteUntil = -1;

    /** With so many slots, a multiple of 64. */
    Wheel(int slots) {
        this.slots = slots;
        this.numbers = new int[slots][];
        Arrays.fill(numbers, NOBODY);
        this.sizes = new int[slots];
        this.occupied = new long[slots / Long.SIZE];
    }

    /** Adds a number, for a tick that is less than a turn of the wheel away. Throws nothing. */
    void add(long tick, int number) {
        int slot = (int) (tick % slots);
        int size = sizes[slot];
        try {
            if (size == numbers[slot].length) {
                numbers[slot] = larger(numbers[slot], Math.max(FIRST_ROOM, 2 * size));
            }
        } catch (OutOfMemoryError none) {
            missing(tick);
            return;
        }
        numbers[slot][size] = number;
        sizes[slot] = size + 1;
        occupied[slot / Long.SIZE] |= 1L << slot % Long.SIZE;
    }

    int[] larger(int[] room, int size) {
        return Arrays.copyOf(room, size);
    }

    /** Somebody whose turn is at this tick or earlier is in no slot. */
    void missing(long tick) {
        incompleteUntil = Math.max(incompleteUntil, tick);
    }

    /** Whether somebody whose turn is at this tick or later may be missing, because there was no memory to add him. */
    boolean isIncomplete(long tick) {
        return tick <= incompleteUntil;
    }

    /** How many numbers there are at a tick. */
    int size(long tick) {
        return sizes[(int) (tick % slots)];
    }

    /** Takes out the numbers of a tick; the first {@link #size} of the array, which is valid until the next call. */
    int[] take(long tick) {
        int slot = (int) (tick % slots);
        int[] taken = numbers[slot];
        numbers[slot] = spare;
        sizes[slot] = 0;
        occupied[slot / Long.SIZE] &= ~(1L << slot % Long.SIZE);
        spare = taken;
        return taken;
    }

    /** The first tick from this one on that has numbers, at most a turn of the wheel away; -1 if there is none. */
    long next(long tick) {
        int from = (int) (tick % slots);
        for (int k = 0; k <= occupied.length; k++) {
            int word = (from / Long.SIZE + k) % occupied.length;
            long bits = occupied[word];
            if (k == 0) {
                bits &= -1L << from % Long.SIZE;
            } else if (k == occupied.length) {
                bits &= ~(-1L << from % Long.SIZE);
            }
            if (bits != 0) {
                int slot = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                return tick + Math.floorMod(slot - from, slots);
            }
        }
        return -1;
    }
}
