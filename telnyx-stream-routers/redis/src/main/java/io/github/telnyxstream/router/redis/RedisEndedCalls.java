package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.stream.access.EndedCalls;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The calls that are over, as keys that expire, for {@link
 * io.github.telnyxstream.stream.access.SignedStreamTokens#refusing}.
 *
 * <p>While the server is away a stage fails within two seconds. <b>Threads:</b> thread-safe; does not block.
 */
public final class RedisEndedCalls implements EndedCalls, AutoCloseable {
    private static final String PREFIX = "telnyx:ended:";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final StatefulRedisConnection<String, String> connection;

    private RedisEndedCalls(StatefulRedisConnection<String, String> connection) {
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param client the application's client; not shut down with the store
     * @return the store; close it to give its connection back
     * @throws io.lettuce.core.RedisConnectionException if no server can be reached now
     */
    public static RedisEndedCalls create(RedisClient client) {
        return new RedisEndedCalls(Objects.requireNonNull(client, "client").connect());
    }

    @Override
    public CompletionStage<Void> end(String callControlId, Duration keep) {
        return connection
                .async()
                .set(PREFIX + callControlId, "", SetArgs.Builder.ex(keep))
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(done -> null);
    }

    @Override
    public CompletionStage<Boolean> hasEnded(String callControlId) {
        return connection
                .async()
                .exists(PREFIX + callControlId)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(count -> count > 0);
    }

    @Override
    public void close() {
        connection.close();
    }
}
