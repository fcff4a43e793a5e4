package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamUrl;
import io.github.telnyxstream.stream.transport.Handshake;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One random token per stream, good for its call until that is over: a connection that was lost may come back with the
 * token that it has shown before. To be shown for the first time it has the lifetime; then it is good until the stream has
 * stopped, the application has closed it or {@link #revoke revoked} the call, and for four hours at most.
 *
 * <p>Make one object, give it to the acceptor, and pass the settings of every command through
 * {@link #forAnswer} or {@link #forStreamingStart}: the token travels in the URL's path where the command has no field for
 * it, else in {@code stream_auth_token}. (Query strings have been lost on the way, paths have not.)
 *
 * <p>Only digests of the tokens are kept, and looked up by digest, so that neither the memory nor the timing of a
 * comparison tells a token. <b>Threads:</b> thread-safe.
 */
public final class StreamTokens implements CallTokens {
    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_CHARS = 43;
    private static final int MAX_OPEN_TOKENS = 100_000;
    /** As long as Telnyx lets a call last unless told otherwise ({@code time_limit_secs}, reference "Dial"). */
    private static final Duration LONGEST_CALL = Duration.ofHours(4);

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoTime;
    private final Duration lifetime;

    @GuardedBy("expected")
    private final Map<String, Expected> expected = new LinkedHashMap<>();
    /** Shown already; each is kept equally long after it was shown first. Guarded as those that are expected. */
    @GuardedBy("expected")
    private final Map<String, Expected> shown = new LinkedHashMap<>();

    private record Expected(String digest, String callControlId, StreamSettings settings, long deadlineNanos) {}

    private StreamTokens(LongSupplier nanoTime, Duration lifetime) {
        this.nanoTime = nanoTime;
        this.lifetime = lifetime;
    }

    /**
     * Tokens that are good for five minutes, more than a call rings.
     *
     * @return the tokens
     */
    public static StreamTokens create() {
        return create(Duration.ofMinutes(5), System::nanoTime);
    }

    /**
     * Tokens of a given lifetime.
     *
     * @param lifetime how long after it was issued a token may be shown; positive
     * @param nanoTime the time, as {@link System#nanoTime} tells it
     * @return the tokens
     */
    public static StreamTokens create(Duration lifetime, LongSupplier nanoTime) {
        Objects.requireNonNull(lifetime, "lifetime");
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime is " + lifetime + ", must be positive");
        }
        return new StreamTokens(Objects.requireNonNull(nanoTime, "nanoTime"), lifetime);
    }

    @Override
    public StreamSettings forAnswer(String callControlId, StreamSettings settings) {
        Objects.requireNonNull(callControlId, "callControlId");
        Objects.requireNonNull(settings, "settings");
        String token = newToken();
        StreamSettings withToken = settings.toBuilder()
                .url(StreamUrl.withLastSegment(settings.url(), token))
                .build();
        expect(token, callControlId, withToken);
        return withToken;
    }

    @Override
    public StreamSettings forStreamingStart(String callControlId, StreamSettings settings) {
        Objects.requireNonNull(callControlId, "callControlId");
        Objects.requireNonNull(settings, "settings");
        String token = newToken();
        StreamSettings withToken = settings.toBuilder().authToken(token).build();
        expect(token, callControlId, withToken);
        return withToken;
    }

    @Override
    public void revoke(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        synchronized (expected) {
            expected.values().removeIf(e -> e.callControlId.equals(callControlId));
            shown.values().removeIf(e -> e.callControlId.equals(callControlId));
        }
    }

    /** Forgets what was shown; a token that was issued since, for the call's next stream, stays good. */
    @Override
    public void streamEnded(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        synchronized (expected) {
            shown.values().removeIf(e -> e.callControlId.equals(callControlId));
        }
    }

    /** Answers at once: a look into a map needs no thread that may block. */
    @Override
    public CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
        Objects.requireNonNull(handshake, "handshake");
        Objects.requireNonNull(mayBlock, "mayBlock");
        return CompletableFuture.completedFuture(authenticate(handshake));
    }

    @Override
    public Verdict authenticate(Handshake handshake) {
        Objects.requireNonNull(handshake, "handshake");
        String header = handshake.header(TOKEN_HEADER);
        String token = header == null ? SharedToken.lastSegment(handshake.path()) : header;
        if (header == null && token.length() != TOKEN_CHARS) {
            return Verdict.tokenMissing();
        }
        String digest = digest(token);
        Expected found = find(digest, nanoTime.getAsLong());
        if (found == null || !MessageDigest.isEqual(ascii(found.digest), ascii(digest))) {
            return Verdict.tokenWrong();
        }
        return Verdict.accepted(found.callControlId, found.settings);
    }

    private @Nullable Expected find(String digest, long now) {
        synchronized (expected) {
            removeExpired(now);
            Expected found = expected.remove(digest);
            if (found == null) {
                return shown.get(digest);
            }
            shown.put(digest, new Expected(digest, found.callControlId, found.settings, now + LONGEST_CALL.toNanos()));
            return found;
        }
    }

    private void expect(String token, String callControlId, StreamSettings settings) {
        String digest = digest(token);
        long now = nanoTime.getAsLong();
        Expected entry = new Expected(digest, callControlId, settings, now + lifetime.toNanos());
        synchronized (expected) {
            removeExpired(now);
            if (expected.size() + shown.size() >= MAX_OPEN_TOKENS) {
                throw new IllegalStateException(MAX_OPEN_TOKENS + " tokens are open, none of them expired");
            }
            expected.put(digest, entry);
        }
    }

    /** All live equally long, so that the oldest come first. */
    @GuardedBy("expected")
    private void removeExpired(long now) {
        removeExpired(expected, now);
        removeExpired(shown, now);
    }

    private static void removeExpired(Map<String, Expected> tokens, long now) {
        Iterator<Expected> oldest = tokens.values().iterator();
        while (oldest.hasNext() && oldest.next().deadlineNanos - now < 0) {
            oldest.remove();
        }
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] ascii(String digest) {
        return digest.getBytes(StandardCharsets.US_ASCII);
    }

    private static String digest(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
