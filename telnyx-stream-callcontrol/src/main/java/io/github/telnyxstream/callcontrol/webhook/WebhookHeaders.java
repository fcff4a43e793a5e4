package io.github.telnyxstream.callcontrol.webhook;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks headers up whatever the case of their names (RFC 9110 section 5.1), as far as what holds them allows. Stateless. */
final class WebhookHeaders {

    private WebhookHeaders() {}

    /** Of a map in any spelling; of several values the first. */
    static Function<String, @Nullable String> of(Map<String, ?> headers) {
        return wanted -> {
            for (Map.Entry<String, ?> header : headers.entrySet()) {
                if (wanted.equalsIgnoreCase(header.getKey())) {
                    Object value = header.getValue();
                    Object first = value instanceof Collection<?> several
                            ? several.stream().findFirst().orElse(null)
                            : value;
                    return first == null ? null : first.toString();
                }
            }
            return null;
        };
    }

    /** By a function that may be the {@code get} of a map: in small letters, as servers write it, and in capitals. */
    static @Nullable String find(Function<String, @Nullable String> header, String name) {
        Objects.requireNonNull(header, "header");
        return Stream.of(name, asServersWrite(name), name.toUpperCase(Locale.ROOT))
                .map(header)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
    }

    private static String asServersWrite(String name) {
        StringBuilder spelled = new StringBuilder(name);
        for (int i = 0; i < spelled.length(); i++) {
            if (i == 0 || spelled.charAt(i - 1) == '-') {
                spelled.setCharAt(i, Character.toUpperCase(spelled.charAt(i)));
            }
        }
        return spelled.toString();
    }
}
