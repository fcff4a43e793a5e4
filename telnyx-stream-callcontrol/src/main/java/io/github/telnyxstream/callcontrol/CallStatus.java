package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.wire.JsonFields;
import io.github.telnyxstream.stream.event.WireText;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx knows of a call ("Retrieve a call status"). Immutable.
 *
 * @param callControlId the id that commands are sent to
 * @param callLegId id of the leg; empty if absent
 * @param callSessionId id that all legs of a session share; empty if absent
 * @param alive whether the call is going on; always false in the answer to a dial
 * @param clientState state in base64, or null
 * @param duration length so far, or null
 * @param startTime when it started, or null
 * @param endTime when it ended, or null
 * @param recordingId the recording that {@code dial} was asked to make, or null
 * @param unknownFields what else Telnyx said, field name to JSON text
 */
public record CallStatus(
        String callControlId,
        String callLegId,
        String callSessionId,
        boolean alive,
        @Nullable String clientState,
        @Nullable Duration duration,
        @Nullable Instant startTime,
        @Nullable Instant endTime,
        @Nullable String recordingId,
        Map<String, String> unknownFields) {

    static CallStatus of(JsonFields data) {
        Long seconds = data.whole("call_duration");
        CallStatus known = new CallStatus(
                data.textOrEmpty("call_control_id"),
                data.textOrEmpty("call_leg_id"),
                data.textOrEmpty("call_session_id"),
                Boolean.TRUE.equals(data.flag("is_alive")),
                data.text("client_state"),
                seconds == null ? null : Duration.ofSeconds(seconds),
                data.instant("start_time"),
                data.instant("end_time"),
                data.text("recording_id"),
                Map.of());
        data.text("record_type");
        return known.withUnknown(data.rest());
    }

    private CallStatus withUnknown(Map<String, String> rest) {
        return new CallStatus(
                callControlId,
                callLegId,
                callSessionId,
                alive,
                clientState,
                duration,
                startTime,
                endTime,
                recordingId,
                rest);
    }

    /** Ids and life only. */
    @Override
    public String toString() {
        return "CallStatus[" + WireText.shown(callControlId) + ", alive=" + alive + "]";
    }
}
