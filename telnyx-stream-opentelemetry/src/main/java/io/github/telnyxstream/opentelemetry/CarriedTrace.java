package io.github.telnyxstream.opentelemetry;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code client_state} that holds a {@code traceparent} (W3C Trace Context, section 3.2) in front of the application's own
 * bytes: {@code otel1:…:}. Immutable.
 *
 * @param traceparent the parent, empty for none
 * @param own base64 of what the application had put there, or null for nothing
 */
record CarriedTrace(String traceparent, @Nullable String own) {
    /** As call control has it: Telnyx documents no limit. */
    private static final int MAX_BASE64_CHARS = 4_096;

    private static final String PREFIX = "otel1:";
    private static final int TRACEPARENT_CHARS = 55;
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TextMapGetter<String> GETTER =
            (traceparent, key) -> key.equals("traceparent") ? traceparent : null;

    static CarriedTrace of(Context context, @Nullable String own) {
        Map<String, String> fields = new HashMap<>();
        W3C.inject(context, fields, (carrier, key, value) -> fields.put(key, value));
        return new CarriedTrace(fields.getOrDefault("traceparent", ""), own);
    }

    /** What is no state of ours is the application's, as it is. */
    static CarriedTrace read(@Nullable String clientState) {
        if (clientState == null || clientState.isEmpty()) {
            return new CarriedTrace("", null);
        }
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(clientState);
        } catch (IllegalArgumentException notBase64) {
            return new CarriedTrace("", clientState);
        }
        String head = new String(
                bytes, 0, Math.min(bytes.length, PREFIX.length() + TRACEPARENT_CHARS + 1), StandardCharsets.ISO_8859_1);
        int end = head.indexOf(':', PREFIX.length());
        if (!head.startsWith(PREFIX) || end < 0) {
            return new CarriedTrace("", clientState);
        }
        byte[] rest = Arrays.copyOfRange(bytes, end + 1, bytes.length);
        return new CarriedTrace(
                head.substring(PREFIX.length(), end),
                rest.length == 0 ? null : Base64.getEncoder().encodeToString(rest));
    }

    String toClientState() {
        byte[] head = (PREFIX + traceparent + ":").getBytes(StandardCharsets.ISO_8859_1);
        byte[] rest = own == null ? new byte[0] : decoded(own);
        byte[] whole = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, whole, head.length, rest.length);
        String base64 = Base64.getEncoder().encodeToString(whole);
        if (base64.length() > MAX_BASE64_CHARS) {
            throw new IllegalArgumentException("client_state has " + base64.length()
                    + " base64 characters with its trace, must have at most " + MAX_BASE64_CHARS);
        }
        return base64;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("clientState is not base64", notBase64);
        }
    }

    /** The given context, with the carried parent if there is a genuine one. */
    Context in(Context context) {
        return traceparent.isEmpty() ? context : W3C.extract(context, traceparent, GETTER);
    }
}
