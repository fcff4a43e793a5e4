package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording that Telnyx keeps ("List all call recordings"). Immutable.
 *
 * @param id its id
 * @param callControlId the call, or null
 * @param callLegId the leg, or null
 * @param callSessionId the session, or null
 * @param conferenceId the conference, or null
 * @param connectionId the Call Control application, or null
 * @param from caller, or null
 * @param to called, or null
 * @param channels {@code single} or {@code dual}, or null
 * @param source what was recorded, a call or a conference, or null
 * @param status {@code completed}, or null
 * @param initiatedBy who started it, or null
 * @param duration its length, or null
 * @param startedAt when it started, or null
 * @param endedAt when it ended, or null
 * @param createdAt when it was stored, or null
 * @param links where it can be fetched; how long they live is not documented, so fetch right away
 * @param unknownFields everything else, field name to JSON text
 */
public record Recording(
        String id,
        @Nullable String callControlId,
        @Nullable String callLegId,
        @Nullable String callSessionId,
        @Nullable String conferenceId,
        @Nullable String connectionId,
        @Nullable String from,
        @Nullable String to,
        @Nullable String channels,
        @Nullable String source,
        @Nullable String status,
        @Nullable String initiatedBy,
        @Nullable Duration duration,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant createdAt,
        RecordingLinks links,
        Map<String, String> unknownFields) {

    static Recording read(JsonFields in) {
        Long millis = in.whole("duration_millis");
        JsonFields links = in.object("download_urls");
        in.text("record_type");
        return new Recording(
                in.textOrEmpty("id"),
                in.text("call_control_id"),
                in.text("call_leg_id"),
                in.text("call_session_id"),
                in.text("conference_id"),
                in.text("connection_id"),
                in.text("from"),
                in.text("to"),
                in.text("channels"),
                in.text("source"),
                in.text("status"),
                in.text("initiated_by"),
                millis == null ? null : Duration.ofMillis(millis),
                in.instant("recording_started_at"),
                in.instant("recording_ended_at"),
                in.instant("created_at"),
                new RecordingLinks(links.text("wav"), links.text("mp3"), links.rest()),
                in.rest());
    }

    /** Id and length only. */
    @Override
    public String toString() {
        return "Recording[" + WireText.shown(id) + ", " + duration + "]";
    }
}
