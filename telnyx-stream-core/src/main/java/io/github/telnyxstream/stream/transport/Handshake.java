package io.github.telnyxstream.stream.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
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

    /** Fields that are kept; a field that is told twice counts twice. */
    private static final int MAX_FIELDS = 200;

    private static final int MAX_FIELD_CHARS = 32 << 10;

    /**
     * The upgrade request, as a server has it.
     *
     * @param target what stands in the request line between method and version: the path, and the query behind a question mark
     * @param headerNames the names of the header fields, in any case, also more than once
     * @param headerValues gives the values of the fields of a name
     * @param remoteAddress who asks, for the log, or null
     * @return the request
     */
    public static Handshake of(
            String target,
            Iterable<String> headerNames,
            Function<String, ? extends List<String>> headerValues,
            @Nullable Object remoteAddress) {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(headerNames, "headerNames");
        Objects.requireNonNull(headerValues, "headerValues");
        int query = target.indexOf('?');
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headerNames.forEach(name -> headers.computeIfAbsent(name, headerValues));
        return new Handshake(
                query < 0 ? target : target.substring(0, query),
                query < 0 ? null : target.substring(query + 1),
                headers,
                remoteAddress == null ? null : remoteAddress.toString());
    }

    /** Copies the headers; more than 200 fields, or than 32,768 characters of them, are not kept. */
    public Handshake {
        Objects.requireNonNull(path, "path");
        headers = copy(headers);
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> headers) {
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int fields = 0;
        int characters = 0;
        for (Map.Entry<String, List<String>> each : headers.entrySet()) {
            String name = each.getKey();
            List<String> kept = new ArrayList<>();
            for (String value : name == null ? List.<String>of() : each.getValue()) {
                characters += name.length() + value.length();
                if (++fields > MAX_FIELDS || characters > MAX_FIELD_CHARS) {
                    return Collections.unmodifiableMap(copy);
                }
                kept.add(value);
            }
            if (name != null) {
                copy.put(name, Collections.unmodifiableList(kept));
            }
        }
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The first value of a header.
     *
     * @param name its name in any case
     * @return the value, or null
     */
    public @Nullable String header(String name) {
        Objects.requireNonNull(name, "name");
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    @Override
    public String toString() {
        return "Handshake[from " + remoteAddress + "]";
    }
}
