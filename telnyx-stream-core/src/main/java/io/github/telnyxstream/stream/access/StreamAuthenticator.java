package io.github.telnyxstream.stream.access;

import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Handshake;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides, before the upgrade, who may open a stream.
 *
 * <p><b>Threads:</b> thread-safe; {@link #authenticate} is called on a thread that serves no open call and may block, one
 * that answers later anyway comes from {@link #async}.
 */
@FunctionalInterface
public interface StreamAuthenticator {
    /** The header in which Telnyx shows the stream's token, raw (page "Stream call media over WebSocket"). */
    String TOKEN_HEADER = "x-telnyx-streaming-auth-token";

    /**
     * Decides. May block, for example to ask a database; while it does, it holds one of the acceptor's threads and no
     * open call waits.
     *
     * @param handshake the upgrade request
     * @return who it is, or why not
     */
    Verdict authenticate(Handshake handshake);

    /**
     * Decides, now or later. What the acceptor calls; the default runs {@link #authenticate} on the executor.
     *
     * @param handshake the upgrade request
     * @param mayBlock threads that may block
     * @return the decision; one that fails refuses the stream with 403
     */
    default CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
        return CompletableFuture.supplyAsync(() -> authenticate(handshake), mayBlock);
    }

    /**
     * The stream of a call is over for good: Telnyx has stopped it, or the application has closed it. Whoever keeps tokens
     * forgets those that were shown for it. Not called when a connection was lost, because Telnyx may come back with the same
     * token. Called right after the end, on a thread that serves no open call and may block.
     *
     * @param callControlId the call that the verdict had named
     */
    default void streamEnded(String callControlId) {}

    /**
     * For applications whose look-up is asynchronous: no thread waits for the answer.
     *
     * @param authenticator given the upgrade request, returns a stage of the decision; called on the server's thread and
     *     must not block
     * @return the authenticator
     */
    static StreamAuthenticator async(Function<? super Handshake, ? extends CompletionStage<Verdict>> authenticator) {
        Objects.requireNonNull(authenticator, "authenticator");
        return new AsyncAuthenticator(authenticator);
    }

    /**
     * Lets everybody in: for local trials, and for applications that say and reveal nothing.
     *
     * @return the authenticator
     */
    static StreamAuthenticator everybody() {
        return async(handshake -> CompletableFuture.completedFuture(Verdict.accepted(null, null)));
    }

    /**
     * Asks for one token that all streams share, in the token header or as the last part of the path.
     *
     * @param token the token
     * @return the authenticator
     */
    static StreamAuthenticator sharedToken(String token) {
        Objects.requireNonNull(token, "token");
        return new SharedToken(token);
    }

    /**
     * A decision. Immutable.
     *
     * @param httpStatus 101 when accepted, else 401 or 403
     * @param callControlId the call that the stream must belong to, or null for any
     * @param settings what was asked of Telnyx for this stream, or null
     */
    record Verdict(
            int httpStatus,
            @Nullable String callControlId,
            @Nullable StreamSettings settings) {
        /**
         * Let in.
         *
         * @param callControlId the call that the stream must belong to, or null for any
         * @param settings what was asked of Telnyx for this stream, or null
         * @return the decision
         */
        public static Verdict accepted(@Nullable String callControlId, @Nullable StreamSettings settings) {
            return new Verdict(101, callControlId, settings);
        }

        /**
         * No token was shown.
         *
         * @return the decision, 401
         */
        public static Verdict tokenMissing() {
            return new Verdict(401, null, null);
        }

        /**
         * A wrong token was shown.
         *
         * @return the decision, 403
         */
        public static Verdict tokenWrong() {
            return new Verdict(403, null, null);
        }

        /**
         * Whether the stream may be opened.
         *
         * @return true when accepted
         */
        public boolean isAccepted() {
            return httpStatus == 101;
        }
    }
}
