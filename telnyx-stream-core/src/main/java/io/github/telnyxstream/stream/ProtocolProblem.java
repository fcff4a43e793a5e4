package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.WireText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something on the wire that is not as it should be. Never holds the message itself. Immutable.
 *
 * @param kind what kind of problem
 * @param eventName kind of the message concerned, or null
 * @param detail what is wrong, for a person
 * @param offset where in the message, in bytes of UTF-8, or -1
 * @param lengthBytes length of the message in bytes of UTF-8, or -1
 */
public record ProtocolProblem(Kind kind, @Nullable String eventName, String detail, long offset, int lengthBytes) {
    /** How many reports may wait for a slow listener. */
    public static final int MAX_WAITING = 50;

    private static final int MAX_DETAIL_CHARS = 1000;

    /** Kinds of problem. */
    public enum Kind {
        /** A message that is no JSON, or of a known kind with broken content. */
        MALFORMED_MESSAGE,
        /** A binary message. */
        BINARY_MESSAGE,
        /** A known message at a time when it has no meaning: media before start, a second start. */
        UNEXPECTED_MESSAGE,
        /** An optional field that cannot be read and is left out; told once per field and session. */
        ODD_FIELD,
        /** A message of another stream. */
        FOREIGN_STREAM,
        /** What will arrive was announced in a way that raises doubts, or not at all; it is read as best as can be. */
        DOUBTFUL_FORMAT,
        /** A payload that its codec cannot read. */
        UNDECODABLE_AUDIO,
        /** L16 arrives in another byte order than it was read in; it is read in the right one from now on. */
        BYTE_ORDER,
        /** A mark that was never sent, or one that never came back. */
        MARK_MISMATCH
    }

    /** Checks that nothing is null, and makes what came over the wire fit to be shown. */
    public ProtocolProblem {
        Objects.requireNonNull(kind, "kind");
        eventName = eventName == null ? null : WireText.shown(eventName);
        detail = WireText.shown(Objects.requireNonNull(detail, "detail"), MAX_DETAIL_CHARS);
    }

    static ProtocolProblem of(Kind kind, @Nullable String eventName, String detail) {
        return new ProtocolProblem(kind, eventName, detail, -1, -1);
    }
}
