package io.github.telnyxstream.callcontrol;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A command that Telnyx refused, or that got no usable answer. The message names the request, the reason and what to do;
 * it never holds a key, a body or a whole phone number.
 */
public final class CallControlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it was. */
    public enum Kind {
        /** Telnyx answered with an error status. */
        REFUSED,
        /** The answer was not what Telnyx sends: HTML of a proxy, a redirect, broken JSON, more than 8 MiB. */
        BAD_ANSWER,
        /** Nobody listens at the address. */
        CONNECTION_REFUSED,
        /** The host name could not be resolved. */
        UNKNOWN_HOST,
        /** A proxy wants credentials or does not let the request through; the message names it. */
        PROXY,
        /** No encrypted connection could be made. */
        TLS,
        /** No answer came in time. */
        TIMEOUT,
        /** The connection broke. */
        IO,
        /** The caller gave up: thread interrupted, future cancelled or client closed. */
        CANCELLED,
        /** Not sent, or not sent again, because too many tries in a row had failed; the last of these failures is the cause. */
        CIRCUIT_OPEN
    }

    private final Kind kind;
    private final int status;
    private final transient List<ApiError> errors;
    private final @Nullable String reasonCode;
    private final @Nullable String requestId;
    private final boolean retryable;
    private final @Nullable Duration retryAfter;

    CallControlException(
            Kind kind, String message, boolean retryable, @Nullable Refusal refusal, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryable = retryable;
        this.status = refusal == null ? 0 : refusal.status();
        this.errors = refusal == null ? List.of() : refusal.errors();
        this.reasonCode = refusal == null ? null : refusal.reasonCode();
        this.requestId = refusal == null ? null : refusal.requestId();
        this.retryAfter = refusal == null ? null : refusal.retryAfter();
    }

    /** What an answer with an error status said. */
    record Refusal(
            int status,
            List<ApiError> errors,
            @Nullable String reasonCode,
            @Nullable String requestId,
            @Nullable Duration retryAfter) {}

    /** {@return what kind of failure it was} */
    public Kind kind() {
        return kind;
    }

    /** {@return the HTTP status, or 0 when there was no answer} */
    public int status() {
        return status;
    }

    /** {@return all errors of the body, in order; empty when there was no JSON body} */
    public List<ApiError> errors() {
        return errors == null ? List.of() : errors;
    }

    /** {@return the first error's code in digits, or empty when there was none} */
    public String code() {
        return errors().isEmpty() ? "" : errors().get(0).code();
    }

    /**
     * What Telnyx's switches have against the call: the D code ("Telnyx SIP Response Codes"), from {@code telnyx_error} beside
     * the errors, or from their texts.
     *
     * @return such as {@code D38}, or empty when there was none
     */
    public Optional<String> reasonCode() {
        return Optional.ofNullable(reasonCode);
    }

    /**
     * Whether one of the errors has this code, and means this by it.
     *
     * @param code the code asked for
     * @return true if so; {@link ErrorCode#TOO_MANY_REQUESTS} only with HTTP status 429,
     *     {@link ErrorCode#STILL_BEING_PROCESSED} only with 409
     */
    public boolean is(ErrorCode code) {
        Objects.requireNonNull(code, "code");
        return errors().stream()
                .anyMatch(error -> error.known().filter(code::equals).isPresent());
    }

    /** {@return the id to give to Telnyx's support, {@code x-request-id} of the answer; or empty} */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * Whether the same command can succeed later.
     *
     * @return true for time-outs, broken connections, 408, 409, 429 and 5xx, and while the circuit is open; false for a proxy that
     *     wants credentials
     */
    public boolean isRetryable() {
        return retryable;
    }

    /** {@return how long Telnyx asked to wait, or empty when it named no pause} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
