package io.github.telnyxstream.callcontrol.recording;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transcript of a recording ("List all recording transcriptions"). Immutable.
 *
 * @param id its id
 * @param recordingId the recording, or null
 * @param status {@code in-progress} or {@code completed}, or null
 * @param text what was said; empty while in progress
 * @param duration length of the recording, or null
 * @param createdAt when it was made, or null
 * @param unknownFields everything else, field name to JSON text
 */
public record Transcript(
        String id,
        @Nullable String recordingId,
        @Nullable String status,
        String text,
        @Nullable Duration duration,
        @Nullable Instant createdAt,
        Map<String, String> unknownFields) {

    static Transcript read(JsonFields in) {
        Long millis = in.whole("duration_millis");
        in.text("record_type");
        return new Transcript(
                in.textOrEmpty("id"),
                in.text("recording_id"),
                in.text("status"),
                in.textOrEmpty("transcription_text"),
                millis == null ? null : Duration.ofMillis(millis),
                in.instant("created_at"),
                in.rest());
    }

    /** Id and status only. */
    @Override
    public String toString() {
        return "Transcript[" + WireText.shown(id) + ", " + WireText.shown(status) + "]";
    }
}
