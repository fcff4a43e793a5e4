package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.transport.Handshake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

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
    public CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
        return CompletableFuture.completedFuture(authenticate(handshake));
    }

    @Override
    public Verdict authenticate(Handshake handshake) {
        String shown = handshake.header(TOKEN_HEADER);
        if (shown != null) {
            return isToken(shown) ? Verdict.accepted(null, null) : Verdict.tokenWrong();
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
