package io.github.telnyxstream.agent.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.telnyxstream.agent.ServiceFailure;
import io.github.telnyxstream.agent.ServiceFailure.Kind;
import io.github.telnyxstream.agent.ServiceFailure.Service;
import java.util.Set;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Tells failures from each other. Texts come from outside: cut, and without control characters. */
final class RealtimeErrors {
    static final String BUSY = "conversation_already_has_active_response";

    private static final int LONGEST = 200;
    /** Trying again does not help. */
    private static final Set<String> FINAL = Set.of(
            "invalid_api_key",
            "insufficient_quota",
            "model_not_found",
            "invalid_model",
            "account_deactivated",
            "beta_api_shape_disabled");
    /** Own ends of what was over already. */
    private static final Set<String> HARMLESS = Set.of("response_cancel_not_active");

    private RealtimeErrors() {}

    static ServiceFailure broken(String reason) {
        return ServiceFailure.of(Service.SPEECH, Kind.BROKEN, reason);
    }

    /** A connection that broke or never came to be. */
    static ServiceFailure connection(Throwable thrown, @Nullable Response answer) {
        if (answer == null || answer.code() == 101) {
            return ServiceFailure.thrown(Service.SPEECH, thrown);
        }
        int code = answer.code();
        String reason = switch (code) {
            case 401 -> "HTTP 401: the key is not accepted";
            case 403 -> "HTTP 403: not allowed for this account or region";
            case 404 -> "HTTP 404: there is no such model, or not for this account";
            default -> "HTTP " + code;
        };
        boolean isPassing = code == 429 || code == 408 || code >= 500;
        return ServiceFailure.of(Service.SPEECH, isPassing ? Kind.BROKEN : Kind.REFUSED, reason);
    }

    /** A socket that the service has closed. */
    static ServiceFailure closed(int code, String reason) {
        // 4000: the shape of the beta; 3000: not authorised
        boolean isFinal = code == 3000 || FINAL.stream().anyMatch(reason::contains);
        return ServiceFailure.of(
                Service.SPEECH,
                isFinal ? Kind.REFUSED : Kind.BROKEN,
                "OpenAI has closed the socket, code " + code + (reason.isEmpty() ? "" : ": " + clean(reason)));
    }

    /** Whether nothing that is sent will help. */
    static boolean isFinal(JsonNode error) {
        return FINAL.contains(code(error)) || error.path("type").asText("").equals("authentication_error");
    }

    /** Whether an error only says that what was to be ended had ended. */
    static boolean isHarmless(JsonNode error) {
        return HARMLESS.contains(code(error))
                || error.path("event_id").asText("").startsWith(RealtimeSocket.END);
    }

    static String code(JsonNode error) {
        return error.path("code").asText("");
    }

    /** What went wrong with a request: its code, and no word that may be of the conversation. */
    static ServiceFailure request(JsonNode error) {
        return ServiceFailure.of(
                Service.SPEECH,
                isFinal(error) ? Kind.REFUSED : Kind.BROKEN,
                "error " + clean(code(error) + " " + error.path("type").asText("")));
    }

    /** What is wrong with the settings; they hold nothing of a conversation, so that the message may be told. */
    static ServiceFailure settings(JsonNode error) {
        return ServiceFailure.of(
                Service.SPEECH,
                Kind.REFUSED,
                "the settings are refused: " + clean(error.path("message").asText("")));
    }

    static String clean(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
