package io.github.telnyxstream.callcontrol.webhook;

/**
 * A text is not being spoken any more ({@code call.speak.ended}). Immutable.
 *
 * @param status why
 * @param details what all webhooks have in common
 */
public record CallSpeakEnded(OpenEnum<Status> status, EventDetails details) implements WebhookEvent {

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
        return new CallSpeakEnded(in.choice(Status.class, "status"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
