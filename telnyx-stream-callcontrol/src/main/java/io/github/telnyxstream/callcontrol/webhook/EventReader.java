package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.recording.RecordingLinks;
import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of one webhook, read field by field; {@link #details()} comes last, because it keeps what nobody has read. One
 * thread at a time.
 */
final class EventReader {

    private final JsonFields data;
    private final JsonFields meta;
    private final JsonFields payload;
    private final Instant sentAt;
    private final String json;

    EventReader(JsonFields body, Instant sentAt, String json) {
        JsonFields wrapped = body.object("data");
        this.data = wrapped.isObject() ? wrapped : body;
        this.meta = body.object("meta");
        JsonFields inside = data.object("payload");
        this.payload = inside.isObject() ? inside : data;
        this.sentAt = sentAt;
        this.json = json;
    }

    String id() {
        return data.textOrEmpty("id");
    }

    String eventType() {
        return data.textOrEmpty("event_type");
    }

    @Nullable
    String text(String name) {
        return payload.text(name);
    }

    @Nullable
    Instant instant(String name) {
        return payload.instant(name);
    }

    @Nullable
    Boolean flag(String name) {
        return payload.flag(name);
    }

    List<String> texts(String name) {
        return payload.texts(name);
    }

    JsonFields object(String name) {
        return payload.object(name);
    }

    @Nullable
    Integer whole(String name) {
        Long value = payload.whole(name);
        return value == null ? null : Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value)));
    }

    <E extends Enum<E>> OpenEnum<E> choice(Class<E> type, String name) {
        return OpenEnum.of(type, payload.text(name));
    }

    List<ReceivedHeader> headers(String name) {
        return payload.objects(name).stream().map(ReceivedHeader::read).toList();
    }

    RecordingLinks links(String name) {
        JsonFields links = payload.object(name);
        return new RecordingLinks(links.text("wav"), links.text("mp3"), links.rest());
    }

    EventDetails details() {
        Instant occurredAt = data.instant("occurred_at");
        if (occurredAt == null) {
            occurredAt = payload.instant("occurred_at"); // the flat shape has it there
        }
        id();
        eventType();
        data.text("record_type");
        Long attempt = meta.whole("attempt");
        String callControlId = payload.textOrEmpty("call_control_id");
        String callLegId = payload.textOrEmpty("call_leg_id");
        String callSessionId = payload.textOrEmpty("call_session_id");
        String connectionId = payload.textOrEmpty("connection_id");
        String clientState = payload.text("client_state");
        return new EventDetails(
                id(),
                eventType(),
                occurredAt == null ? sentAt : occurredAt,
                callControlId,
                callLegId,
                callSessionId,
                connectionId,
                clientState,
                attempt == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, attempt)),
                meta.text("delivered_to"),
                payload.text("flow_destination"),
                payload.rest(),
                json);
    }
}
