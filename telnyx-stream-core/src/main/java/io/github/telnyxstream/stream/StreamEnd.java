package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Objects;

/**
 * How a session ended, if it ended normally. Immutable.
 *
 * @param kind who ended it
 * @param closeCode close code of the socket, or -1 where the session ended before its socket
 * @param reason the peer's text, may be empty
 */
public record StreamEnd(Kind kind, int closeCode, String reason) {
    /** Who ended it. */
    public enum Kind {
        /** Telnyx sent a stop: the call or the stream is over. */
        STOPPED,
        /** The socket was closed in order, without a stop. */
        CLOSED_BY_PEER,
        /** The application closed the session or the acceptor. */
        CLOSED_BY_APPLICATION,
        /** A newer socket of the same call, let in by a token of that call, has taken its place. */
        REPLACED
    }

    /** Checks that nothing is null. */
    public StreamEnd {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return "StreamEnd[" + kind + ", closeCode=" + closeCode + ", reason=" + WireText.shown(reason) + "]";
    }
}
