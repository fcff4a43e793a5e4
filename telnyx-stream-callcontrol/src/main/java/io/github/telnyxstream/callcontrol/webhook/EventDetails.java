package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.Redaction;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all webhooks have in common, and all that this version does not know. Immutable.
 *
 * @param id the event's id; a delivery with the same id is a repetition. Empty if absent: then none can be told
 * @param eventType such as {@code call.answered}
 * @param occurredAt when it happened; when it was sent, if the event does not say
 * @param callControlId the id that commands are sent to; empty if absent
 * @param callLegId id of the leg; empty if absent
 * @param callSessionId id that all legs of a session share; empty if absent
 * @param connectionId the Call Control application; empty if absent
 * @param clientState state in base64, or null
 * @param attempt which delivery this is, from 1; 0 if absent
 * @param deliveredTo the address it was delivered to, or null
 * @param flowDestination where the call goes, or null; undocumented, seen live
 * @param unknownFields payload fields that the event's record has no component for, field name to JSON text
 * @param json the whole body as it came
 */
public record EventDetails(
        String id,
        String eventType,
        Instant occurredAt,
        String callControlId,
        String callLegId,
        String callSessionId,
        String connectionId,
        @Nullable String clientState,
        int attempt,
        @Nullable String deliveredTo,
        @Nullable String flowDestination,
        Map<String, String> unknownFields,
        String json) {

    /** Type and ids only: everything else can hold phone numbers, texts and links. */
    @Override
    public String toString() {
        return Redaction.shown(eventType) + "[id=" + WireText.shown(id) + ", call=" + WireText.shown(callControlId)
                + ", attempt=" + attempt + "]";
    }
}
