package io.github.telnyxstream.agent.telnyx;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import java.io.IOException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Tells failures of Telnyx's services from each other. Their texts come from outside: cut, and without control characters. */
final class Refusals {
    private static final int LONGEST = 200;

    private Refusals() {}

    /** A connection that broke or never came to be. */
    static ServiceFailure broken(ServiceFailure.Service service, Throwable thrown, @Nullable Response answer) {
        if (answer != null) {
            return status(service, answer.code(), null);
        }
        return ServiceFailure.thrown(service, thrown);
    }

    /** What an HTTP status means; with 429 and 5xx it helps to try again. */
    static ServiceFailure status(ServiceFailure.Service service, int code, @Nullable String text) {
        String reason = switch (code) {
            case 401 -> "HTTP 401: the key is not accepted";
            case 403 -> "HTTP 403: not allowed for this account; is the voice provisioned, the engine enabled?";
            default -> "HTTP " + code;
        };
        boolean isPassing = code == 429 || code == 408 || code >= 500;
        return ServiceFailure.of(
                service,
                isPassing ? Kind.BROKEN : Kind.REFUSED,
                text == null || text.isBlank() ? reason : reason + ": " + clean(text));
    }

    /** An error frame in any of the shapes that were seen; null when it is none. */
    static @Nullable ServiceFailure inFrame(ServiceFailure.Service service, JsonNode frame) {
        JsonNode first = frame.path("errors").path(0);
        if (first.isObject()) {
            String code = first.path("code").asText("");
            String text = code + " " + first.path("title").asText("") + " "
                    + first.path("detail").asText("");
            // 40001 to 40007: the query is wrong and stays wrong
            return ServiceFailure.of(service, code.startsWith("400") ? Kind.REFUSED : Kind.BROKEN, clean(text));
        }
        JsonNode error = frame.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return null;
        }
        String text = error.isTextual() ? error.asText() : error.path("message").asText("error");
        return ServiceFailure.of(service, Kind.BROKEN, clean(text));
    }

    /** The first words of an error's body. */
    static String bodyOf(Response response) {
        try {
            return response.peekBody(LONGEST * 4).string();
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static String clean(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
