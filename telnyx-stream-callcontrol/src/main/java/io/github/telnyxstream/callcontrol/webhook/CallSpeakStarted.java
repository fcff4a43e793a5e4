package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A text is being spoken ({@code call.speak.started}). Immutable.
 *
 * @param speakId id of the spoken text, or null; undocumented, seen live
 * @param details what all webhooks have in common
 */
public record CallSpeakStarted(@Nullable String speakId, EventDetails details) implements WebhookEvent {

    static CallSpeakStarted read(EventReader in) {
        return new CallSpeakStarted(in.text("speak_id"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
