package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A recording failed ({@code call.recording.error}). Immutable.
 *
 * @param reason what went wrong, or null
 * @param details what all webhooks have in common
 */
public record CallRecordingError(@Nullable String reason, EventDetails details) implements WebhookEvent {

    static CallRecordingError read(EventReader in) {
        return new CallRecordingError(in.text("reason"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
