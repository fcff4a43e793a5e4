package io.github.telnyxstream.stream.transport;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The upgrade request, before it is accepted. Immutable. {@code toString} shows neither path, query nor headers: each
 * may hold a token.
 *
 * @param path the path as it stands in the request line, not decoded, beginning with a slash
 * @param rawQuery the query as it stands in the request line, or null
 * @param headers header fields; looked up without regard to case
 * @param remoteAddress who asks, for the log, or null
 */
public record Handshake(
        String path,
        @Nullable String rawQuery,
        Map<String, List<String>> headers,
        @Nullable String remoteAddress) {

    /** Copies the headers. */
    public Handshake {
        Objects.requireNonNull(path, "path");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> {
            if (name != null) {
                copy.put(name, List.copyOf(values));
            }
        });
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * The first value of a header.
     *
     * @param name its name in any case
     * @return the value, or null
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String toString() {
        return "Handshake[from " + remoteAddress + "]";
    }
}
