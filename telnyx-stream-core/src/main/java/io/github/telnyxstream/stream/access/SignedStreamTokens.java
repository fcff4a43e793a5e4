package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamUrl;
import io.github.telnyxstream.stream.transport.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stream tokens that any node can check: signed, bound to a call, with an end, and carrying the settings that the engine
 * has to believe (track, mode, codecs, rate, byte orders, legs). For several machines; one machine does well with
 * {@link StreamTokens}.
 *
 * <pre>{@code
 * SignedStreamTokens tokens = SignedStreamTokens.create(SigningKeys.parse(System.getenv("TELNYX_STREAM_KEYS")));
 * call.answer(AnswerCommand.builder().stream(tokens.forAnswer(call.callControlId(), settings)).build());
 * }</pre>
 *
 * <p>A token has about 110 characters and four thirds of the call control id's, some 220 with the ids of today; it goes
 * where Telnyx carries it back, which is the header for {@code streaming_start} and the path for {@code answer}.
 * Whoever has a token can open its call's stream again until it ends: that is how a reconnect looks. With
 * {@link EndedCalls} a token is refused as soon as its call is over, on every node; without, it is bounded by its call
 * and its time.
 *
 * <p>The end is checked by the wall clock of whoever checks; a quarter of an hour of difference is forgiven.
 * <b>Threads:</b> thread-safe.
 */
public final class SignedStreamTokens implements CallTokens {
    private static final Logger log = LoggerFactory.getLogger(SignedStreamTokens.class);
    private static final byte VERSION = 1;
    private static final int SIGNATURE_BYTES = 32;
    private static final int MIN_TOKEN_CHARS = 60;
    private static final int MAX_TOKEN_CHARS = 1_800;
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(15);
    /** A caller waits meanwhile, and Telnyx for the upgrade. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SigningKeys keys;
    private final Duration lifetime;
    private final Clock clock;
    private final @Nullable EndedCalls endedCalls;
    private final Duration patience;

    /** What a genuine token says. */
    private record Content(String callControlId, @Nullable StreamSettings settings) {}

    private SignedStreamTokens(
            SigningKeys keys, Duration lifetime, Clock clock, @Nullable EndedCalls endedCalls, Duration patience) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lifetime is " + lifetime + ", must be at least a second");
        }
        this.keys = Objects.requireNonNull(keys, "keys");
        this.lifetime = lifetime;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.endedCalls = endedCalls;
        this.patience = patience;
    }

    /**
     * Tokens that are good for four hours, and for their call alone.
     *
     * @param keys the same on all nodes
     * @return the tokens
     */
    public static SignedStreamTokens create(SigningKeys keys) {
        Objects.requireNonNull(keys, "keys");
        return create(keys, Duration.ofHours(4), Clock.systemUTC());
    }

    /**
     * Tokens of a given lifetime.
     *
     * @param keys the same on all nodes
     * @param lifetime how long after it was issued a token may be shown, longer than the longest call; at least a second
     * @param clock the wall clock
     * @return the tokens
     * @throws IllegalArgumentException for a shorter lifetime
     */
    public static SignedStreamTokens create(SigningKeys keys, Duration lifetime, Clock clock) {
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(lifetime, "lifetime");
        Objects.requireNonNull(clock, "clock");
        return new SignedStreamTokens(keys, lifetime, clock, null, PATIENCE);
    }

    /**
     * Also refuses the tokens of calls that are over.
     *
     * @param calls what all nodes know of them; while it cannot be reached, or does not answer within two seconds, tokens are
     *     good by their signature
     * @return new tokens
     */
    public SignedStreamTokens refusing(EndedCalls calls) {
        return refusing(calls, patience);
    }

    SignedStreamTokens refusing(EndedCalls calls, Duration within) {
        return new SignedStreamTokens(keys, lifetime, clock, Objects.requireNonNull(calls, "calls"), within);
    }

    @Override
    public StreamSettings forAnswer(String callControlId, StreamSettings settings) {
        Objects.requireNonNull(callControlId, "callControlId");
        Objects.requireNonNull(settings, "settings");
        return settings.toBuilder()
                .url(StreamUrl.withLastSegment(settings.url(), token(callControlId, settings)))
                .build();
    }

    @Override
    public StreamSettings forStreamingStart(String callControlId, StreamSettings settings) {
        Objects.requireNonNull(callControlId, "callControlId");
        Objects.requireNonNull(settings, "settings");
        return settings.toBuilder().authToken(token(callControlId, settings)).build();
    }

    /**
     * Says that a call is over, so that its tokens are refused by all nodes. Does nothing without {@link EndedCalls}.
     *
     * @param callControlId the call
     */
    @Override
    public void revoke(String callControlId) {
        Objects.requireNonNull(callControlId, "callControlId");
        EndedCalls calls = endedCalls;
        if (calls != null) {
            asked(() -> calls.end(callControlId, lifetime.plus(CLOCK_DIFFERENCE)))
                    .whenComplete((noted, away) -> {
                        if (away != null) {
                            log.warn("It could not be noted that a call is over: {}", away.toString());
                        }
                    });
        }
    }

    private String token(String callControlId, StreamSettings settings) {
        byte[] carried = CarriedSettings.text(settings).getBytes(StandardCharsets.US_ASCII);
        byte[] call = callControlId.getBytes(StandardCharsets.UTF_8);
        byte[] content = ByteBuffer.allocate(6 + carried.length + call.length)
                .put(VERSION)
                .putInt((int) clock.instant().plus(lifetime).getEpochSecond())
                .put((byte) carried.length)
                .put(carried)
                .put(call)
                .array();
        byte[] signed = Arrays.copyOf(content, content.length + SIGNATURE_BYTES);
        System.arraycopy(keys.sign(content), 0, signed, content.length, SIGNATURE_BYTES);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
        if (token.length() > MAX_TOKEN_CHARS) {
            throw new IllegalArgumentException(
                    "callControlId has " + callControlId.length() + " characters: the token would not fit into a URL");
        }
        return token;
    }

    @Override
    public CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
        Objects.requireNonNull(handshake, "handshake");
        Objects.requireNonNull(mayBlock, "mayBlock");
        String header = handshake.header(TOKEN_HEADER);
        String shown = header == null ? SharedToken.lastSegment(handshake.path()) : header.strip();
        if (header == null && shown.length() < MIN_TOKEN_CHARS) {
            return CompletableFuture.completedFuture(Verdict.tokenMissing());
        }
        Content content = read(shown);
        if (content == null) {
            return CompletableFuture.completedFuture(Verdict.tokenWrong());
        }
        Verdict accepted = Verdict.accepted(content.callControlId, content.settings);
        EndedCalls calls = endedCalls;
        if (calls == null) {
            return CompletableFuture.completedFuture(accepted);
        }
        return asked(() -> calls.hasEnded(content.callControlId)).handle((ended, away) -> {
            if (away != null) {
                log.warn("It is not known whether a call is over; its token is good: {}", away.toString());
                return accepted;
            }
            return ended ? Verdict.tokenWrong() : accepted;
        });
    }

    /** Whatever the store does: a caller must not wait for it. */
    private <T> CompletionStage<T> asked(Supplier<CompletionStage<T>> store) {
        try {
            return store.get()
                    .thenApply(answer -> answer)
                    .toCompletableFuture()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RuntimeException away) {
            return CompletableFuture.failedFuture(away);
        }
    }

    @Override
    public Verdict authenticate(Handshake handshake) {
        Objects.requireNonNull(handshake, "handshake");
        return decide(handshake, Runnable::run).toCompletableFuture().join();
    }

    /** Null for what was not signed by us, or is over. */
    private @Nullable Content read(String token) {
        if (token.length() < MIN_TOKEN_CHARS || token.length() > MAX_TOKEN_CHARS) {
            return null;
        }
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        int length = signed.length - SIGNATURE_BYTES;
        byte[] content = Arrays.copyOf(signed, Math.max(0, length));
        if (length < 6 || !keys.isSigned(content, Arrays.copyOfRange(signed, length, signed.length))) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        if (in.get() != VERSION) {
            return null;
        }
        long end = Integer.toUnsignedLong(in.getInt());
        byte[] carried = new byte[Byte.toUnsignedInt(in.get())];
        if (carried.length > in.remaining()
                || clock.instant().minus(CLOCK_DIFFERENCE).getEpochSecond() > end) {
            return null;
        }
        in.get(carried);
        byte[] call = new byte[in.remaining()];
        in.get(call);
        return new Content(
                new String(call, StandardCharsets.UTF_8),
                CarriedSettings.settings(new String(carried, StandardCharsets.US_ASCII)));
    }
}
