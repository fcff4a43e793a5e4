package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A leg was connected with another one; each leg has its own event ({@code call.bridged}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param startTime when the call started, or null
 * @param callingPartyType {@code pstn} or {@code sip}, or null
 * @param details what all webhooks have in common
 */
public record CallBridged(
        @Nullable String from,
        @Nullable String to,
        @Nullable Instant startTime,
        @Nullable String callingPartyType,
        EventDetails details)
        implements WebhookEvent {

    static CallBridged read(EventReader in) {
        return new CallBridged(
                in.text("from"), in.text("to"), in.instant("start_time"), in.text("calling_party_type"), in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
