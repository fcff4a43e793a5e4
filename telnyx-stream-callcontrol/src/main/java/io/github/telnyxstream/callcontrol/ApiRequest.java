package io.github.telnyxstream.callcontrol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to Telnyx's REST API for what this library has no method for. Immutable.
 *
 * @param method GET, POST, PUT, PATCH or DELETE
 * @param path segments below the base URL, unencoded, such as {@code ["recordings", id]}
 * @param query query parameters in order, unencoded
 * @param body members of the JSON body (strings, numbers, booleans, nulls, lists and maps), or null for none
 * @param repeatable whether sending it twice does no harm, which allows retries; a POST that carries a {@code command_id}
 *     is
 */
public record ApiRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        @Nullable Map<String, ? extends @Nullable Object> body,
        boolean repeatable) {

    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Checks the parts, and copies them.
     *
     * @throws IllegalArgumentException if the path is empty or has an empty segment, the method is another one, or it needs a
     *     body, or can have none
     */
    public ApiRequest {
        path = List.copyOf(path);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
        body = body == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(body));
        if (path.isEmpty() || path.stream().anyMatch(segment -> segment.isBlank() || segment.matches("\\.{1,2}"))) {
            throw new IllegalArgumentException("path must have segments, none of them empty or dots");
        }
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method must be GET, POST, PUT, PATCH or DELETE");
        }
        if (WITH_BODY.contains(method) && body == null) {
            throw new IllegalArgumentException(method + " needs a body");
        }
        if (method.equals("GET") && body != null) {
            throw new IllegalArgumentException("GET has no body");
        }
    }

    /**
     * A GET request.
     *
     * @param path segments below the base URL
     * @return the request, repeatable
     */
    public static ApiRequest get(String... path) {
        Objects.requireNonNull(path, "path");
        return new ApiRequest("GET", List.of(path), Map.of(), null, true);
    }

    /**
     * A DELETE request.
     *
     * @param path segments below the base URL
     * @return the request, repeatable
     */
    public static ApiRequest delete(String... path) {
        Objects.requireNonNull(path, "path");
        return new ApiRequest("DELETE", List.of(path), Map.of(), null, true);
    }

    /** How logs and observers call it: ids are left out. */
    String label() {
        int size = path.size();
        if (path.get(0).equals("calls")) {
            return size == 1 ? "dial" : path.get(size - 2).equals("actions") ? path.get(size - 1) : "retrieve call";
        }
        return method + " " + path.get(0);
    }

    boolean isHangup() {
        return path.get(0).equals("calls") && path.get(path.size() - 1).equals("hangup");
    }

    boolean isDeletion() {
        return method.equals("DELETE") || path.get(path.size() - 1).equals("delete");
    }

    /** Method and first path segment only. */
    @Override
    public String toString() {
        return "ApiRequest[" + label() + "]";
    }
}
