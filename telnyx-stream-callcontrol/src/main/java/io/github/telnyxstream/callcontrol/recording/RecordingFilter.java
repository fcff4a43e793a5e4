package io.github.telnyxstream.callcontrol.recording;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which recordings or transcripts are listed; conditions add up. Immutable: each method returns a copy.
 *
 * @param query query parameters of the request
 */
public record RecordingFilter(Map<String, String> query) {

    /** All of them. */
    public static final RecordingFilter ALL = new RecordingFilter(Map.of());

    /** Keeps a copy. */
    public RecordingFilter {
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /**
     * Those of a call.
     *
     * @param callControlId {@code call_control_id}
     * @return the narrower filter
     */
    public RecordingFilter ofCall(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        return where("call_control_id", callControlId);
    }

    /**
     * Those of a leg.
     *
     * @param callLegId {@code call_leg_id}
     * @return the narrower filter
     */
    public RecordingFilter ofLeg(String callLegId) {
        Objects.requireNonNull(callLegId, "callLegId");
        return where("call_leg_id", callLegId);
    }

    /**
     * Those of a session.
     *
     * @param callSessionId {@code call_session_id}
     * @return the narrower filter
     */
    public RecordingFilter ofSession(String callSessionId) {
        Objects.requireNonNull(callSessionId, "callSessionId");
        return where("call_session_id", callSessionId);
    }

    /**
     * Transcripts of a recording.
     *
     * @param recordingId its id
     * @return the narrower filter
     */
    public RecordingFilter ofRecording(String recordingId) {
        Objects.requireNonNull(recordingId, "recordingId");
        return where("recording_id", recordingId);
    }

    /**
     * Those stored within a time.
     *
     * @param from first moment, or null for no limit
     * @param to last moment, or null for no limit
     * @return the narrower filter
     */
    public RecordingFilter createdBetween(@Nullable Instant from, @Nullable Instant to) {
        RecordingFilter narrower = from == null ? this : with("filter[created_at][gte]", from.toString());
        return to == null ? narrower : narrower.with("filter[created_at][lte]", to.toString());
    }

    /**
     * Those where a field has a value.
     *
     * @param field such as {@code connection_id}, {@code conference_id}, {@code from}, {@code to}, {@code sip_call_id}
     * @param value the value
     * @return the narrower filter
     */
    public RecordingFilter where(String field, String value) {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(value, "value");
        return with("filter[" + field + "]", value);
    }

    private RecordingFilter with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new RecordingFilter(more);
    }

    /** The names only: values can be phone numbers. */
    @Override
    public String toString() {
        return query.keySet().toString();
    }
}
