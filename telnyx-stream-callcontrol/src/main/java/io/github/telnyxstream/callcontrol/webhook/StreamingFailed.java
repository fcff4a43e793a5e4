package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.callcontrol.wire.Redaction;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media stream could not be opened or broke ({@code streaming.failed}). Immutable.
 *
 * @param failureReason such as {@code connection_failed}, or null
 * @param streamId id of the stream, or null
 * @param streamType {@code websocket} or {@code dialogflow}, or null
 * @param streamParams what was asked for
 * @param details what all webhooks have in common
 */
public record StreamingFailed(
        @Nullable String failureReason,
        @Nullable String streamId,
        @Nullable String streamType,
        StreamParams streamParams,
        EventDetails details)
        implements WebhookEvent {

    /**
     * What was asked for. Immutable.
     *
     * @param streamUrl address with query, or null
     * @param track which side, or null; Telnyx calls the field {@code track} or {@code stream_track}
     * @param unknownFields everything else, field name to JSON text
     */
    public record StreamParams(
            @Nullable String streamUrl, @Nullable String track, Map<String, String> unknownFields) {

        static StreamParams read(JsonFields in) {
            String track = in.text("track");
            return new StreamParams(in.text("stream_url"), track == null ? in.text("stream_track") : track, in.rest());
        }

        /** The track only: the address can hold a token. */
        @Override
        public String toString() {
            return "StreamParams[track=" + Redaction.shown(track) + "]";
        }
    }

    static StreamingFailed read(EventReader in) {
        return new StreamingFailed(
                in.text("failure_reason"),
                in.text("stream_id"),
                in.text("stream_type"),
                StreamParams.read(in.object("stream_params")),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
