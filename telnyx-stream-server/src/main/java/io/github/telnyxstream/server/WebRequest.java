package io.github.telnyxstream.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that is neither a stream nor a webhook. Immutable but for the array of its body. {@code toString} shows
 * neither query, headers nor body.
 *
 * @param method for example {@code GET}, in capitals
 * @param path the path as it stands in the request line, not decoded, beginning with a slash
 * @param rawQuery the query as it stands in the request line, or null
 * @param headers header fields; looked up without regard to case
 * @param body the whole body, of at most 1 MiB; not copied
 * @param remoteAddress who asks, for the log
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record WebRequest(
        String method,
        String path,
        @Nullable String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String remoteAddress) {

    /** Copies the headers. */
    public WebRequest {
        method = method.toUpperCase(Locale.ROOT);
        Objects.requireNonNull(path, "path");
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        headers = copy;
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(remoteAddress, "remoteAddress");
    }

    /**
     * The first value of a header.
     *
     * @param name its name in any case
     * @return the value, or empty
     */
    public Optional<String> header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    @Override
    public String toString() {
        return "WebRequest[" + method + ", " + body.length + " bytes, from " + remoteAddress + "]";
    }
}
