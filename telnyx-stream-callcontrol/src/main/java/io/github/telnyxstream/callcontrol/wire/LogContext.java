package io.github.telnyxstream.callcontrol.wire;

import io.github.telnyxstream.stream.event.WireText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Names a call, and what is being done with it, in the log lines of a thread, until what was there before is restored. One
 * thread at a time.
 */
public final class LogContext {

    /** MDC key of {@code call_control_id}. */
    public static final String CALL_CONTROL_ID = "telnyx.call_control_id";

    /** MDC key of {@code call_leg_id}. */
    public static final String CALL_LEG_ID = "telnyx.call_leg_id";

    /** MDC key of {@code call_session_id}. */
    public static final String CALL_SESSION_ID = "telnyx.call_session_id";

    private final Map<String, @Nullable String> before = new LinkedHashMap<>();

    /**
     * Names a call. Where leg and session are not known, those that are named already stay only if they are those of the same
     * call, so that no line names two calls.
     *
     * @param callControlId {@code call_control_id}; null or empty if unknown
     * @param callLegId {@code call_leg_id}; null or empty if unknown
     * @param callSessionId {@code call_session_id}; null or empty if unknown
     */
    public LogContext(@Nullable String callControlId, @Nullable String callLegId, @Nullable String callSessionId) {
        boolean sameCall = callControlId != null
                && !callControlId.isEmpty()
                && WireText.shown(callControlId).equals(MDC.get(CALL_CONTROL_ID));
        name(CALL_CONTROL_ID, callControlId, false);
        name(CALL_LEG_ID, callLegId, sameCall);
        name(CALL_SESSION_ID, callSessionId, sameCall);
    }

    /**
     * Names something more.
     *
     * @param key MDC key
     * @param value its value
     * @return this context
     */
    public LogContext and(String key, String value) {
        name(key, value, false);
        return this;
    }

    private void name(String key, @Nullable String value, boolean keep) {
        before.putIfAbsent(key, MDC.get(key));
        if (value != null && !value.isEmpty()) {
            MDC.put(key, WireText.shown(value));
        } else if (!keep) {
            MDC.remove(key);
        }
    }

    /** Names what was named before. */
    public void restore() {
        before.forEach((key, value) -> {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        });
    }
}
