package io.github.telnyxstream.callcontrol.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call comes in, or one that we dialled starts to ring ({@code call.initiated}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param callerIdName name of the caller, or null
 * @param direction incoming or outgoing
 * @param state what the call does
 * @param startTime when the call started, or null
 * @param connectionCodecs codecs of the connection, comma-separated, or null
 * @param offeredCodecs codecs that were offered, comma-separated, or null
 * @param callScreeningResult result of call screening, or null
 * @param shakenStirAttestation how the caller id was attested, or null
 * @param shakenStirValidated whether that was validated, or null
 * @param callingPartyType {@code pstn} or {@code sip}, or null
 * @param fromSipUri SIP address of the caller, or null
 * @param toSipUri SIP address called, or null
 * @param customHeaders SIP headers of one's own; empty if absent
 * @param sipHeaders standard SIP headers; empty if absent
 * @param tags tags of the number; empty if absent
 * @param details what all webhooks have in common
 */
public record CallInitiated(
        @Nullable String from,
        @Nullable String to,
        @Nullable String callerIdName,
        OpenEnum<Direction> direction,
        OpenEnum<State> state,
        @Nullable Instant startTime,
        @Nullable String connectionCodecs,
        @Nullable String offeredCodecs,
        @Nullable String callScreeningResult,
        @Nullable String shakenStirAttestation,
        @Nullable Boolean shakenStirValidated,
        @Nullable String callingPartyType,
        @Nullable String fromSipUri,
        @Nullable String toSipUri,
        List<ReceivedHeader> customHeaders,
        List<ReceivedHeader> sipHeaders,
        List<String> tags,
        EventDetails details)
        implements WebhookEvent {

    /** The values of {@code direction} that are known. */
    public enum Direction {
        /** To us. */
        INCOMING,
        /** From us. */
        OUTGOING
    }

    /** The values of {@code state} that are known. */
    public enum State {
        /** Waits for a command. */
        PARKED,
        /** Is being connected. */
        BRIDGING
    }

    static CallInitiated read(EventReader in) {
        return new CallInitiated(
                in.text("from"),
                in.text("to"),
                in.text("caller_id_name"),
                in.choice(Direction.class, "direction"),
                in.choice(State.class, "state"),
                in.instant("start_time"),
                in.text("connection_codecs"),
                in.text("offered_codecs"),
                in.text("call_screening_result"),
                in.text("shaken_stir_attestation"),
                in.flag("shaken_stir_validated"),
                in.text("calling_party_type"),
                in.text("from_sip_uri"),
                in.text("to_sip_uri"),
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
