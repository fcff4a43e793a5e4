package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Objects;

/**
 * Remembers the webhooks that any node has handled, as keys that expire, so that each is handled once in the cluster. Needs
 * call control on the class or module path.
 *
 * <p>When the server is away {@link #firstSeen} throws, and the receiver handles the event although it may be a
 * repetition: rather twice than never. <b>Threads:</b> thread-safe; blocks for one round trip, two seconds at most.
 */
@SuppressWarnings(
        "exports") // call control is optional here: a descriptor that passed it on would demand it of everybody
public final class RedisSeenWebhooks implements SeenStore, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String PREFIX = "telnyx:webhook:";

    private final StatefulRedisConnection<String, String> connection;
    private final Duration keep;

    private RedisSeenWebhooks(StatefulRedisConnection<String, String> connection, Duration keep) {
        this.connection = connection;
        this.keep = keep;
    }

    /**
     * Connects.
     *
     * @param client the application's client; not shut down with the store
     * @param keep how long an event is remembered, longer than Telnyx delivers again; at least a minute
     * @return the store; close it to give its connection back
     * @throws io.lettuce.core.RedisConnectionException if no server can be reached now
     */
    public static RedisSeenWebhooks create(RedisClient client, Duration keep) {
        if (keep.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("keep is " + keep + ", must be at least a minute");
        }
        StatefulRedisConnection<String, String> connection =
                Objects.requireNonNull(client, "client").connect();
        // an event waits meanwhile, and the caller with it
        connection.setTimeout(PATIENCE);
        return new RedisSeenWebhooks(connection, keep);
    }

    @Override
    public boolean firstSeen(String eventId) {
        return connection.sync().set(PREFIX + eventId, "", SetArgs.Builder.nx().ex(keep)) != null;
    }

    @Override
    public void close() {
        connection.close();
    }
}
