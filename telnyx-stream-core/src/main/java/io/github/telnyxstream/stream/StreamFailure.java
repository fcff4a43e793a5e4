package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a session failed. Immutable.
 *
 * @param kind what kind of failure
 * @param message what happened, for a person
 * @param cause what led to it, or null
 */
public record StreamFailure(
        Kind kind, String message, @Nullable Throwable cause) {
    private static final int MAX_MESSAGE_CHARS = 1000;

    /** Kinds of failure. */
    public enum Kind {
        /** The connection was lost, or closed with a code that means an error. */
        CONNECTION_LOST,
        /** The server reported an error on the socket or could not send. */
        TRANSPORT_ERROR,
        /** A send was not finished in time: the peer has stopped reading. */
        SEND_TIMEOUT,
        /** Nothing arrived for too long, not even an answer to a ping: the connection is half open. */
        SILENT_PEER,
        /**
         * The connection was lost and the call did not come back within {@link AcceptorOptions#resumeWithin}; the message says how
         * it was lost.
         */
        NOT_RESUMED,
        /** The socket was opened and the stream never started. */
        NO_START,
        /** The stream is not the one that its token was made for. */
        UNAUTHORISED,
        /** The announced audio cannot be decoded here. */
        UNSUPPORTED_FORMAT,
        /** More waited for the listener than {@link MemoryLimits} allow; what waited was discarded. */
        LISTENER_OVERRUN
    }

    /** Checks that nothing is null but the cause, and makes the message fit to be shown. */
    public StreamFailure {
        Objects.requireNonNull(kind, "kind");
        message = WireText.shown(Objects.requireNonNull(message, "message"), MAX_MESSAGE_CHARS);
    }
}
