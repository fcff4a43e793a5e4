package io.github.telnyxstream.callcontrol.webhook;

import io.github.telnyxstream.callcontrol.webhook.WebhookVerificationException.Reason;
import io.github.telnyxstream.stream.event.WireText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx tells about a stream that a TeXML document asked for (callback reference "TeXML stream"): a form, not JSON, and signed
 * like every webhook. Immutable.
 *
 * @param event what happened as it was written, such as {@code stream-started}; see {@link #kind}
 * @param callSid the call; the {@code call_control_id} of webhooks and of the start event
 * @param streamSid the stream; empty if absent
 * @param streamName the name that the document gave it, or null
 * @param accountSid the account; empty if absent
 * @param error why it failed, as Telnyx wrote it, or null
 * @param at when it happened; when it was signed, if the form does not say
 * @param unknownFields everything else, field name to value
 */
public record TexmlStreamStatus(
        String event,
        String callSid,
        String streamSid,
        @Nullable String streamName,
        String accountSid,
        @Nullable String error,
        Instant at,
        Map<String, String> unknownFields) {

    private static final int MAX_FIELDS = 100;

    /** What can happen. */
    public enum Kind {
        /** The stream is open. */
        STARTED,
        /** It has ended. */
        STOPPED,
        /** It could not be opened, or broke; two spellings are documented, {@code stream-failed} and {@code stream-error}. */
        FAILED
    }

    /** {@return what happened, or null for an event that is new to this version} */
    public @Nullable Kind kind() {
        return switch (event) {
            case "stream-started" -> Kind.STARTED;
            case "stream-stopped" -> Kind.STOPPED;
            case "stream-failed", "stream-error" -> Kind.FAILED;
            default -> null;
        };
    }

    /**
     * The status in a request, if it is genuine.
     *
     * @param verifier knows Telnyx's key
     * @param body the bytes of the body as received; not kept, not changed
     * @param header looks a header up by its name in small letters; gives null for one that is absent
     * @return the status
     * @throws WebhookVerificationException if it is not signed by Telnyx, or names no event and call
     */
    public static TexmlStreamStatus verify(
            WebhookVerifier verifier, byte[] body, Function<String, @Nullable String> header)
            throws WebhookVerificationException {
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(body, "body");
        Instant signedAt = verifier.check(body, header);
        Map<String, String> form = form(new String(body, StandardCharsets.UTF_8));
        String event = take(form, "StreamEvent");
        String callSid = take(form, "CallSid");
        if (event == null || callSid == null) {
            throw WebhookVerifier.refused(
                    Reason.NOT_AN_EVENT, "the form has no " + (event == null ? "StreamEvent" : "CallSid"));
        }
        form.remove("CallSidLegacy", callSid);
        return new TexmlStreamStatus(
                event,
                callSid,
                orEmpty(take(form, "StreamSid")),
                take(form, "StreamName"),
                orEmpty(take(form, "AccountSid")),
                take(form, "StreamError"),
                Objects.requireNonNullElse(instant(form), signedAt),
                Collections.unmodifiableMap(form));
    }

    /**
     * The status in a request, if it is genuine.
     *
     * @param verifier knows Telnyx's key
     * @param body the bytes of the body as received; not kept, not changed
     * @param headers the request's headers, in any spelling: a text, or a collection of texts, for each name
     * @return the status
     * @throws WebhookVerificationException as {@link #verify(WebhookVerifier, byte[], Function)} does
     */
    public static TexmlStreamStatus verify(WebhookVerifier verifier, byte[] body, Map<String, ?> headers)
            throws WebhookVerificationException {
        Objects.requireNonNull(verifier, "verifier");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(headers, "headers");
        return verify(verifier, body, WebhookHeaders.of(headers));
    }

    private static Map<String, String> form(String text) throws WebhookVerificationException {
        Map<String, String> fields = new LinkedHashMap<>();
        String[] pairs = text.split("&", MAX_FIELDS + 1);
        if (pairs.length > MAX_FIELDS) {
            throw WebhookVerifier.refused(Reason.NOT_AN_EVENT, "the form has more than " + MAX_FIELDS + " fields");
        }
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) throws WebhookVerificationException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfAnEscape) {
            throw WebhookVerifier.refused(Reason.NOT_AN_EVENT, "the body is no form");
        }
    }

    private static @Nullable String take(Map<String, String> form, String name) {
        String value = form.remove(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(Map<String, String> form) {
        String text = form.get("Timestamp");
        if (text == null) {
            return null;
        }
        try {
            Instant at = OffsetDateTime.parse(text).toInstant();
            form.remove("Timestamp");
            return at;
        } catch (DateTimeException notADate) {
            return null; // stays among the unknown fields, as it was
        }
    }

    /** Event and ids only. */
    @Override
    public String toString() {
        return "TexmlStreamStatus[" + WireText.shown(event) + ", call=" + WireText.shown(callSid) + ", stream="
                + WireText.shown(streamSid) + "]";
    }
}
