package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.Handshake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** One token for all streams. */
final class SharedToken implements StreamAuthenticator {
    private final byte[] token;

    SharedToken(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("token is blank");
        }
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Verdict authenticate(Handshake handshake) {
        Optional<String> shown = handshake.header(TOKEN_HEADER);
        if (shown.isPresent()) {
            return isToken(shown.get()) ? Verdict.accepted(null, null) : Verdict.tokenWrong();
        }
        return isToken(lastSegment(handshake.path())) ? Verdict.accepted(null, null) : Verdict.tokenMissing();
    }

    private boolean isToken(String shown) {
        return MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8));
    }

    static String lastSegment(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
