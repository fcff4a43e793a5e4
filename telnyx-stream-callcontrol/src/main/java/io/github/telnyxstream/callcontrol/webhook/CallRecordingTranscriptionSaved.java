package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * The transcript of a recording is there ({@code call.recording.transcription.saved}). Immutable.
 *
 * @param callingPartyType {@code pstn} or {@code sip}, or null
 * @param recordingId id of the recording, or null
 * @param recordingTranscriptionId id of the transcript, or null
 * @param status {@code completed}, or null
 * @param transcriptionText the text, or null
 * @param details what all webhooks have in common
 */
public record CallRecordingTranscriptionSaved(
        @Nullable String callingPartyType,
        @Nullable String recordingId,
        @Nullable String recordingTranscriptionId,
        @Nullable String status,
        @Nullable String transcriptionText,
        EventDetails details)
        implements WebhookEvent {

    static CallRecordingTranscriptionSaved read(EventReader in) {
        return new CallRecordingTranscriptionSaved(
                in.text("calling_party_type"),
                in.text("recording_id"),
                in.text("recording_transcription_id"),
                in.text("status"),
                in.text("transcription_text"),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
