package io.github.telnyxstream.stream.event;

import org.jspecify.annotations.Nullable;

/**
 * The stream ends, because the call ended or streaming was stopped; the wire does not tell which.
 *
 * @param streamId id of the stream, or null
 * @param sequenceNumber position in the stream, or -1
 * @param userId the Telnyx account, or null
 * @param callControlId the call, or null
 */
public record StopEvent(
        @Nullable String streamId,
        long sequenceNumber,
        @Nullable String userId,
        @Nullable String callControlId) implements StreamEvent {
    @Override
    public String eventName() {
        return "stop";
    }

    @Override
    public String toString() {
        return "StopEvent[stream=" + WireText.shown(streamId) + ", sequenceNumber=" + sequenceNumber + ", call="
                + WireText.shown(callControlId) + "]";
    }
}
