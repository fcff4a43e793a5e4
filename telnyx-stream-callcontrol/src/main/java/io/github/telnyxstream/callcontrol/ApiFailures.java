package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.callcontrol.CallControlException.Refusal;
import io.github.telnyxstream.callcontrol.http.ProxyException;
import io.github.telnyxstream.callcontrol.wire.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong into a {@link CallControlException} that a person understands. Stateless. */
final class ApiFailures {

    private static final int MAX_SHOWN_ERRORS = 5;
    private static final int MAX_SHOWN_BYTES = 4096;

    private ApiFailures() {}

    static CallControlException refused(
            String request, int status, Headers headers, byte[] body, @Nullable Duration retryAfter) {
        Reasons reasons = Reasons.read(body, status);
        List<ApiError> errors = reasons.errors();
        String requestId = requestId(headers);
        Refusal refusal = new Refusal(status, errors, reasons.code(), requestId, retryAfter);
        if (status >= 300 && status < 400) {
            return new CallControlException(
                    Kind.BAD_ANSWER,
                    request + " was answered with a redirect (" + status + "), which is not followed;"
                            + " check the base URL",
                    false,
                    refusal,
                    null);
        }
        StringBuilder message = new StringBuilder(request)
                .append(" was refused with HTTP ")
                .append(status)
                .append(errors.isEmpty() ? beginning(body) : ": ");
        errors.stream()
                .limit(MAX_SHOWN_ERRORS)
                .forEach(error -> message.append(error).append("; "));
        if (errors.size() > MAX_SHOWN_ERRORS) {
            message.append(errors.size() - MAX_SHOWN_ERRORS).append(" more; ");
        }
        message.setLength(message.length() - (errors.isEmpty() ? 0 : 2));
        advice(reasons).ifPresent(advice -> message.append("; ").append(advice));
        if (requestId != null) {
            message.append(" [request ").append(Redaction.shown(requestId)).append(']');
        }
        return new CallControlException(Kind.REFUSED, message.toString(), isRetryable(status, headers), refusal, null);
    }

    static @Nullable String requestId(Headers headers) {
        return headers.get("x-request-id");
    }

    /** The switches' reason says more than the code of the error, which is the same for most of them. */
    private static Optional<String> advice(Reasons reasons) {
        Optional<String> ofTheSwitches = Optional.ofNullable(reasons.code()).flatMap(RoutingReason::advice);
        return ofTheSwitches.isPresent() || reasons.errors().isEmpty()
                ? ofTheSwitches
                : reasons.errors().get(0).known().map(ErrorCode::advice);
    }

    /** Of what is no list of errors: a proxy's page, or a text. */
    private static String beginning(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, MAX_SHOWN_BYTES), StandardCharsets.UTF_8).strip();
        return text.isEmpty()
                ? ", without a reason"
                : ", without a reason that could be read; it begins: " + Redaction.shown(text);
    }

    private static boolean isRetryable(int status, Headers headers) {
        String wish = headers.get("X-Should-Retry");
        if ("true".equals(wish) || "false".equals(wish)) {
            return wish.equals("true");
        }
        return status == 408 || status == 409 || status == 429 || status >= 500;
    }

    static CallControlException unreadable(
            String request, int status, @Nullable String requestId, String body, @Nullable Throwable cause) {
        return badAnswer(
                request + " was answered with HTTP " + status
                        + " but not with JSON as Telnyx sends it; check the base URL" + " and proxies"
                        + (body.isBlank() ? "" : "; it begins: " + Redaction.shown(body.strip())),
                status,
                requestId,
                cause);
    }

    static CallControlException tooLong(String request, int status, @Nullable String requestId, long maxBytes) {
        return badAnswer(
                request + " was answered with HTTP " + status + " and more than " + (maxBytes >> 20)
                        + " MiB, which is not read; check the base URL and proxies, or ask for less",
                status,
                requestId,
                null);
    }

    private static CallControlException badAnswer(
            String message, int status, @Nullable String requestId, @Nullable Throwable cause) {
        Refusal refusal = new Refusal(status, List.of(), null, requestId, null);
        return new CallControlException(Kind.BAD_ANSWER, message, false, refusal, cause);
    }

    static CallControlException noAnswer(String request, String host, IOException cause, boolean cancelled) {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            return cancelled(request, cause);
        }
        if (cause instanceof ProxyException proxy) {
            return failed(Kind.PROXY, request + ": " + proxy.getMessage(), proxy.isRetryable(), cause);
        }
        if (cause instanceof ConnectException) {
            return failed(Kind.CONNECTION_REFUSED, request + ": no connection to " + host, true, cause);
        }
        if (cause instanceof UnknownHostException) {
            return failed(Kind.UNKNOWN_HOST, request + ": the name " + host + " could not be resolved", true, cause);
        }
        if (cause instanceof SSLException) {
            return failed(Kind.TLS, request + ": no encrypted connection to " + host, !isDistrust(cause), cause);
        }
        if (cause instanceof InterruptedIOException) {
            return failed(Kind.TIMEOUT, request + ": no answer from " + host + " in time", true, cause);
        }
        return failed(Kind.IO, request + ": the connection to " + host + " broke", true, cause);
    }

    /** A certificate that is not trusted will not be at the next try either; a handshake that broke may well succeed. */
    private static boolean isDistrust(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 16; cause = cause.getCause(), depth++) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    static CallControlException cancelled(String request, @Nullable Throwable cause) {
        return failed(Kind.CANCELLED, request + " was cancelled", false, cause);
    }

    /** A request that was sent before may have been carried out, so the message must not say that it was not sent. */
    static CallControlException circuitOpen(
            String request, boolean sentBefore, @Nullable CallControlException lastFailure) {
        String notSent = sentBefore ? " was not sent again" : " was not sent";
        return failed(
                Kind.CIRCUIT_OPEN, request + notSent + ": Telnyx has not answered for a while", true, lastFailure);
    }

    private static CallControlException failed(
            Kind kind, String message, boolean retryable, @Nullable Throwable cause) {
        return new CallControlException(kind, message, retryable, null, cause);
    }
}
