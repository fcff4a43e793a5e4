package io.github.telnyxstream.stream;

import java.util.Objects;

/**
 * Keys that were collected. Immutable. {@code toString} hides them: they may be a secret.
 *
 * @param keys what was pressed, without the key that ended it; may be empty
 * @param end why there are no more
 */
public record KeyEntry(String keys, End end) {
    /** Why an entry is over. */
    public enum End {
        /** A terminator was pressed. */
        TERMINATOR,
        /** As many keys as were asked for are there. */
        COMPLETE,
        /** No key, or no further one, came in time. */
        TIMEOUT,
        /** Another collection has begun. */
        REPLACED,
        /** The session has ended. */
        SESSION_ENDED
    }

    /** Checks that nothing is null. */
    public KeyEntry {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(end, "end");
    }

    @Override
    public String toString() {
        return "KeyEntry[" + keys.length() + " keys, " + end + "]";
    }
}
