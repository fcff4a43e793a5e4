package io.github.telnyxstream.stream.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The caller has pressed a key. May arrive out of order; {@code occurredAt} sorts. {@code toString} hides the digit,
 * which may belong to a secret.
 *
 * @param streamId id of the stream, or null
 * @param sequenceNumber position in the stream, or -1
 * @param digit one of {@code 0-9 * # A-D}
 * @param occurredAt when, or null
 */
public record DtmfEvent(
        @Nullable String streamId,
        long sequenceNumber,
        char digit,
        @Nullable Instant occurredAt) implements StreamEvent {
    @Override
    public String eventName() {
        return "dtmf";
    }

    @Override
    public String toString() {
        return "DtmfEvent[stream=" + WireText.shown(streamId) + ", occurredAt=" + occurredAt + "]";
    }
}
