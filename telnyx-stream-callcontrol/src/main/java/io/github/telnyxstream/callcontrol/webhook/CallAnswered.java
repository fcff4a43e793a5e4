package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call was answered; audio can flow ({@code call.answered}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param startTime when the call started, or null
 * @param state always {@code answered}, or null
 * @param codec codec of the phone leg, or null
 * @param samplingRate its rate in Hz, or null
 * @param callingPartyType {@code pstn} or {@code sip}, or null
 * @param customHeaders SIP headers of one's own; empty if absent
 * @param sipHeaders standard SIP headers; empty if absent
 * @param tags tags of the number; empty if absent
 * @param details what all webhooks have in common
 */
public record CallAnswered(
        @Nullable String from,
        @Nullable String to,
        @Nullable Instant startTime,
        @Nullable String state,
        @Nullable String codec,
        @Nullable Integer samplingRate,
        @Nullable String callingPartyType,
        List<ReceivedHeader> customHeaders,
        List<ReceivedHeader> sipHeaders,
        List<String> tags,
        EventDetails details)
        implements WebhookEvent {

    static CallAnswered read(EventReader in) {
        return new CallAnswered(
                in.text("from"),
                in.text("to"),
                in.instant("start_time"),
                in.text("state"),
                in.text("codec"),
                in.whole("sampling_rate"),
                in.text("calling_party_type"),
                in.headers("custom_headers"),
                in.headers("sip_headers"),
                in.texts("tags"),
                in.details());
    }

    /** Type and ids only. */
    @Override
    public String toString() {
        return details.toString();
    }
}
