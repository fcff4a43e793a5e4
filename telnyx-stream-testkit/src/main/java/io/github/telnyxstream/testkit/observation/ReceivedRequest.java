package io.github.telnyxstream.testkit.observation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the application sent to the simulated API. Immutable; the body stays out of {@code toString}.
 *
 * @param at when it came
 * @param method the HTTP method
 * @param path the path, decoded, without its query
 * @param headers names in lower case, first values; {@code authorization} is there without its secret
 * @param body as it came, empty when there was none
 * @param status what it was answered with, or 0 when it was left without an answer
 */
public record ReceivedRequest(
        Instant at, String method, String path, Map<String, String> headers, String body, int status) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the map. */
    public ReceivedRequest {
        headers = Map.copyOf(headers);
    }

    /**
     * The name of the command.
     *
     * @return for example {@code answer}; {@code dial} for a new call; else method and path
     */
    public String command() {
        int actions = path.lastIndexOf("/actions/");
        if (actions >= 0) {
            return path.substring(actions + "/actions/".length());
        }
        return method.equals("POST") && path.endsWith("/calls") ? "dial" : method + " " + path;
    }

    /**
     * A field of the JSON body as text.
     *
     * @param name name of a top-level field
     * @return its text (objects and arrays as JSON), or empty if it is missing, null, or the body is no JSON object
     */
    public Optional<String> field(String name) {
        try {
            JsonNode value = JSON.readTree(body).path(name);
            if (value.isMissingNode() || value.isNull()) {
                return Optional.empty();
            }
            return Optional.of(value.isValueNode() ? value.asText() : value.toString());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return method + " " + path + " -> " + status;
    }
}
