package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call ended ({@code call.hangup}). Immutable.
 *
 * @param from caller: E.164 number or SIP address, or null
 * @param to called: E.164 number or SIP address, or null
 * @param startTime when the call started, or null
 * @param endTime when it ended, or null
 * @param state always {@code hangup}, or null
 * @param hangupCause why
 * @param hangupSource who
 * @param sipHangupCause SIP status, or {@code unspecified}, or null
 * @param callingPartyType {@code pstn} or {@code sip}, or null
 * @param telnyxError what Telnyx's switches had against the call, or null
 * @param callQualityStats figures of the audio; all null if absent
 * @param customHeaders SIP headers of one's own; empty if absent
 * @param sipHeaders standard SIP headers; empty if absent
 * @param tags tags of the number; empty if absent
 * @param details what all webhooks have in common
 */
public record CallHangup(
        @Nullable String from,
        @Nullable String to,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable String state,
        OpenEnum<Cause> hangupCause,
        OpenEnum<Source> hangupSource,
        @Nullable String sipHangupCause,
        @Nullable String callingPartyType,
        @Nullable TelnyxError telnyxError,
        CallQuality callQualityStats,
        List<ReceivedHeader> customHeaders,
        List<ReceivedHeader> sipHeaders,
        List<String> tags,
        EventDetails details)
        implements WebhookEvent {

    /** The values of {@code hangup_cause} that are known. */
    public enum Cause {
        /** It was refused. */
        CALL_REJECTED,
        /** Somebody hung up. */
        NORMAL_CLEARING,
        /** The caller gave up before it was answered. */
        ORIGINATOR_CANCEL,
        /** Nobody answered in time. */
        TIMEOUT,
        /** It reached the longest time. */
        TIME_LIMIT,
        /** The line was busy. */
        USER_BUSY,
        /** There is no such number. */
        NOT_FOUND,
        /** Nobody answered. */
        NO_ANSWER,
        /** No cause was given. */
        UNSPECIFIED
    }

    /** The values of {@code hangup_source} that are known. */
    public enum Source {
        /** The caller. */
        CALLER,
        /** The person called. */
        CALLEE,
        /** Not known. */
        UNKNOWN
    }

    /**
     * What Telnyx's switches had against a call ("Telnyx SIP Response Codes"). Immutable.
     *
     * @param errorCode such as {@code D38}; empty if absent
     * @param unknownFields everything else, field name to JSON text
     */
    public record TelnyxError(String errorCode, Map<String, String> unknownFields) {

        static @Nullable TelnyxError read(EventReader in) {
            JsonFields error = in.object("telnyx_error");
            if (error.isObject()) {
                return new TelnyxError(error.textOrEmpty("error_code"), error.rest());
            }
            String code = in.text("telnyx_error");
            return code == null ? null : new TelnyxError(code, Map.of());
        }

        /** The code only. */
        @Override
        public String toString() {
            return "TelnyxError[" + WireText.shown(errorCode) + "]";
        }
    }

    static CallHangup read(EventReader in) {
        return new CallHangup(
                in.text("from"),
                in.text("to"),
                in.instant("start_time"),
                in.instant("end_time"),
                in.text("state"),
                in.choice(Cause.class, "hangup_cause"),
                in.choice(Source.class, "hangup_source"),
                in.text("sip_hangup_cause"),
                in.text("calling_party_type"),
                TelnyxError.read(in),
                CallQuality.read(in.object("call_quality_stats")),
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
