package io.github.telnyxstream.callcontrol.webhook;

/**
 * An event that this version has no record for; all of its payload is in {@code details().unknownFields()}. Immutable.
 *
 * @param details what all webhooks have in common
 */
public record UnknownWebhookEvent(EventDetails details) implements WebhookEvent {

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
