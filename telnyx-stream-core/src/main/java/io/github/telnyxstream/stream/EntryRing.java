package io.github.telnyxstream.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in order, in a ring that grows. To write a reference into an old object costs a collector more than most of what is
 * done with a frame: so an empty ring begins anew at its first place, and an entry that is going to be there again can be left
 * there. One thread at a time.
 */
final class EntryRing {
    private static final int FIRST_ROOM = 2;

    /** A power of two of places. */
    private @Nullable Object[] places = new Object[FIRST_ROOM];

    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private int at(int number) {
        return (head + number) & (places.length - 1);
    }

    @SuppressWarnings("ReferenceEquality") // the very entry
    void add(Object entry) {
        if (size == places.length) {
            @Nullable Object[] larger = new Object[2 * size];
            for (int k = 0; k < size; k++) {
                larger[k] = places[at(k)];
            }
            places = larger;
            head = 0;
        }
        int at = at(size++);
        if (places[at] != entry) {
            places[at] = entry;
        }
    }

    /** One of them; the oldest is at 0. Null if there are not as many. */
    @Nullable
    Object get(int number) {
        return number < 0 || number >= size ? null : places[at(number)];
    }

    /** Takes out the oldest, which has to be there; one that is going to be used again is left where it was, in the first place. */
    void removeOldest(boolean isUsedAgain) {
        if (!isUsedAgain || head > 0) {
            places[head] = null;
        }
        size--;
        head = size == 0 ? 0 : at(1);
    }

    /** Takes out one of them; the oldest is at 0. */
    void remove(int number) {
        for (int k = number; k > 0; k--) {
            places[at(k)] = places[at(k - 1)];
        }
        removeOldest(false);
    }

    void clear() {
        Arrays.fill(places, null);
        head = 0;
        size = 0;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        return places.length;
    }
}
