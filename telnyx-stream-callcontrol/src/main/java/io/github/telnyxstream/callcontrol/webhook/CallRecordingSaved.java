package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.recording.RecordingLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording can be fetched; Telnyx may leave out its id and the call control id, then {@code callLegId} finds it
 * ({@code call.recording.saved}). Immutable.
 *
 * @param recordingId its id, or null
 * @param channels {@code single} or {@code dual}, or null
 * @param format {@code wav} or {@code mp3}, or null
 * @param recordingStartedAt when it started, or null
 * @param recordingEndedAt when it ended, or null
 * @param startTime when the call started, or null
 * @param endTime when the call ended, or null
 * @param recordingUrls links that live ten minutes
 * @param publicRecordingUrls links that live as long as the file; usually none
 * @param details what all webhooks have in common
 */
public record CallRecordingSaved(
        @Nullable String recordingId,
        @Nullable String channels,
        @Nullable String format,
        @Nullable Instant recordingStartedAt,
        @Nullable Instant recordingEndedAt,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        RecordingLinks recordingUrls,
        RecordingLinks publicRecordingUrls,
        EventDetails details)
        implements WebhookEvent {

    /**
     * The best link of the webhook.
     *
     * @return the WAV or MP3 link that lives ten minutes, else one that lives on, else empty: then ask for the recording
     */
    public Optional<String> bestLink() {
        return recordingUrls.best().or(publicRecordingUrls::best);
    }

    /**
     * The length of the recording, which the webhook does not say itself.
     *
     * @return from start to end, or empty when one of them is missing
     */
    public Optional<Duration> duration() {
        return recordingStartedAt == null || recordingEndedAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(recordingStartedAt, recordingEndedAt));
    }

    static CallRecordingSaved read(EventReader in) {
        return new CallRecordingSaved(
                in.text("recording_id"),
                in.text("channels"),
                in.text("format"),
                in.instant("recording_started_at"),
                in.instant("recording_ended_at"),
                in.instant("start_time"),
                in.instant("end_time"),
                in.links("recording_urls"),
                in.links("public_recording_urls"),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
