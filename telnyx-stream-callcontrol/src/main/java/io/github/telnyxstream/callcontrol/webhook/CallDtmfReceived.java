package io.github.telnyxstream.callcontrol.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A key was pressed ({@code call.dtmf.received}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param digit one of {@code 0-9A-D*#}, or null
 * @param details what all webhooks have in common
 */
public record CallDtmfReceived(
        @Nullable String from,
        @Nullable String to,
        @Nullable String digit,
        EventDetails details) implements WebhookEvent {

    static CallDtmfReceived read(EventReader in) {
        return new CallDtmfReceived(in.text("from"), in.text("to"), in.text("digit"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
