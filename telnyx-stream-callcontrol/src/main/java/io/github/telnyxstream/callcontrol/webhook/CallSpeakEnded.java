package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A text is not being spoken any more ({@code call.speak.ended}). Immutable.
 *
 * @param status why
 * @param speakId id of the spoken text, or null; undocumented, seen live
 * @param details what all webhooks have in common
 */
public record CallSpeakEnded(
        OpenEnum<Status> status, @Nullable String speakId, EventDetails details) implements WebhookEvent {

    /** The values of {@code status} that are known. */
    public enum Status {
        /** It was spoken to the end. */
        COMPLETED,
        /** The call ended. */
        CALL_HANGUP,
        /** Another command stopped it. */
        CANCELLED,
        /** Answering machine detection stopped it. */
        CANCELLED_AMD
    }

    static CallSpeakEnded read(EventReader in) {
        return new CallSpeakEnded(in.choice(Status.class, "status"), in.text("speak_id"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
