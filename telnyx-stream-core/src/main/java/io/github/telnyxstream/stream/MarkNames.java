package io.github.telnyxstream.stream;

import java.nio.charset.StandardCharsets;

/** Which names marks may have. */
final class MarkNames {
    private static final int MAX_CHARS = 1000;

    private MarkNames() {}

    /** The same name; throws what {@link StreamSession#mark} promises. */
    static String checked(String name) {
        if (name.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "name has " + name.length() + " characters, at most " + MAX_CHARS + " are taken");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new IllegalArgumentException("name has half a surrogate pair, which no message can carry");
        }
        return name;
    }
}
