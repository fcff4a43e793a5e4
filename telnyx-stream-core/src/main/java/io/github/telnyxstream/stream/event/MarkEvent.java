package io.github.telnyxstream.stream.event;

import org.jspecify.annotations.Nullable;

/**
 * A mark has come back: what was sent before it has played, or was thrown away by a {@code clear}; the wire does not
 * tell which.
 *
 * @param streamId id of the stream, or null
 * @param sequenceNumber position in the stream, or -1
 * @param name the name the application gave it
 */
public record MarkEvent(@Nullable String streamId, long sequenceNumber, String name) implements StreamEvent {
    @Override
    public String eventName() {
        return "mark";
    }

    @Override
    public String toString() {
        return "MarkEvent[stream=" + WireText.shown(streamId) + ", sequenceNumber=" + sequenceNumber + ", name="
                + WireText.shown(name) + "]";
    }
}
