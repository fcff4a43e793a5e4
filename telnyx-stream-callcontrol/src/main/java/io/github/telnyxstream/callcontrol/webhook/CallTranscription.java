package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of live transcription ({@code call.transcription}). Immutable.
 *
 * @param transcriptionData the piece
 * @param details what all webhooks have in common
 */
public record CallTranscription(Piece transcriptionData, EventDetails details) implements WebhookEvent {

    /**
     * A piece of text. Immutable.
     *
     * @param transcript the text; empty if absent
     * @param confidence 0 to 1, or null
     * @param isFinal whether it will not change any more, or null if Telnyx does not say
     * @param track {@code inbound} or {@code outbound}, or null
     * @param unknownFields everything else, field name to JSON text
     */
    public record Piece(
            String transcript,
            @Nullable Double confidence,
            @Nullable Boolean isFinal,
            @Nullable String track,
            Map<String, String> unknownFields) {

        static Piece read(JsonFields in) {
            return new Piece(
                    in.textOrEmpty("transcript"),
                    in.number("confidence"),
                    in.flag("is_final"),
                    in.text("transcription_track"),
                    in.rest());
        }

        /** The length only. */
        @Override
        public String toString() {
            return "Piece[" + transcript.length() + " characters, final=" + isFinal + "]";
        }
    }

    static CallTranscription read(EventReader in) {
        return new CallTranscription(Piece.read(in.object("transcription_data")), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
