package io.github.telnyxstream.callcontrol.webhook;

/**
 * A text is being spoken ({@code call.speak.started}). Immutable.
 *
 * @param details what all webhooks have in common
 */
public record CallSpeakStarted(EventDetails details) implements WebhookEvent {

    static CallSpeakStarted read(EventReader in) {
        return new CallSpeakStarted(in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
