package io.github.telnyxstream.stream.settings;

/** What may stand in {@code stream_auth_token} (reference "Streaming start"). Stateless. */
final class AuthToken {
    private static final int MAX_CHARS = 4000;

    private AuthToken() {}

    static String checked(String token) {
        boolean isVisible = token.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (token.isEmpty() || token.length() > MAX_CHARS || !isVisible) {
            throw new IllegalArgumentException(
                    "authToken must be 1 to " + MAX_CHARS + " visible ASCII characters, has " + token.length());
        }
        return token;
    }
}
