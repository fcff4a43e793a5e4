package io.github.telnyxstream.stream.remote;

import java.util.Objects;

/**
 * Something that happened on a stream of another node. Immutable.
 *
 * @param kind what; {@link Kind#UNKNOWN} for a word of a newer version
 * @param text the key, the name of the mark, the finding, why it ended; empty where there is nothing to say
 */
public record RemoteEvent(Kind kind, String text) {
    /** What can happen. More may be added. */
    public enum Kind {
        /** A key was pressed: the text is the digit. */
        KEY,
        /** A mark came back: the text is its name. */
        MARK,
        /** The engine has found something wrong: the text says what and what to do. */
        FINDING,
        /** The stream is over: the text says how. Nothing follows. */
        ENDED,
        /** Something that this version does not know. */
        UNKNOWN
    }

    /** Checks for null. */
    public RemoteEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(text, "text");
    }

    static RemoteEvent of(RemoteMessage message) {
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(message.word())) {
                return new RemoteEvent(kind, message.argument());
            }
        }
        return new RemoteEvent(Kind.UNKNOWN, message.argument());
    }
}
