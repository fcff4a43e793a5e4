package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Who has which number; the lowest that is free is given. Thread-safe. */
final class Numbered<T> {
    private static final int FIRST_ROOM = 16;

    /** Copied when there is no room for another one. */
    private volatile @Nullable Object[] table = new Object[FIRST_ROOM];

    @GuardedBy("this")
    private final BitSet taken = new BitSet();

    synchronized int give(T somebody) {
        int number = taken.nextClearBit(0);
        if (number == table.length) {
            table = Arrays.copyOf(table, 2 * number);
        }
        taken.set(number);
        table[number] = somebody;
        return number;
    }

    /** Takes a number back, if it is his. */
    synchronized void takeBack(int number, T somebody) {
        if (somebody.equals(table[number])) {
            table[number] = null;
            taken.clear(number);
        }
    }

    /** How many numbers there can have been. */
    int room() {
        return table.length;
    }

    /** Null if nobody has it. */
    @SuppressWarnings("unchecked") // nothing else is put into it
    @Nullable
    T get(int number) {
        return (T) table[number];
    }
}
