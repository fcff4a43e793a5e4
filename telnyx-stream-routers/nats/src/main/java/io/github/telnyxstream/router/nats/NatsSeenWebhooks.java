package io.github.telnyxstream.router.nats;

import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/**
 * Remembers the webhooks that any node has handled, in a JetStream bucket, so that each is handled once in the cluster.
 * Needs a server with JetStream and call control on the class or module path.
 *
 * <p>When the server is away {@link #firstSeen} throws, and the receiver handles the event although it may be a
 * repetition: rather twice than never. <b>Threads:</b> thread-safe; blocks for one round trip, two seconds at
 * most.
 */
@SuppressWarnings(
        "exports") // call control is optional here: a descriptor that passed it on would demand it of everybody
public final class NatsSeenWebhooks implements SeenStore {
    /** JetStream's word for a key that is there already. */
    private static final int WRONG_LAST_SEQUENCE = 10_071;

    private final KeyValue bucket;

    private NatsSeenWebhooks(KeyValue bucket) {
        this.bucket = bucket;
    }

    /**
     * Opens the bucket, and makes it where it is missing.
     *
     * @param connection to a server with JetStream, made with {@code Options.Builder.maxReconnects(-1)}: the client library's
     *     default gives up after two minutes; not closed with the store
     * @param bucket its name, the same on all nodes: letters, digits, hyphens and underscores
     * @param keep how long an event is remembered, longer than Telnyx delivers again; at least a minute
     * @return the store
     * @throws IOException if the server cannot be reached or has no JetStream
     */
    public static NatsSeenWebhooks create(Connection connection, String bucket, Duration keep) throws IOException {
        if (keep.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("keep is " + keep + ", must be at least a minute");
        }
        NatsConnections.warnIfLimited(connection);
        try {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name(bucket)
                            .ttl(keep)
                            .build());
            return new NatsSeenWebhooks(connection.keyValue(bucket, NatsConnections.PATIENT));
        } catch (JetStreamApiException refused) {
            throw new IOException("the bucket " + bucket + " cannot be opened", refused);
        }
    }

    @Override
    public boolean firstSeen(String eventId) {
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(eventId.getBytes(StandardCharsets.UTF_8));
        try {
            bucket.create(key, new byte[0]);
            return true;
        } catch (JetStreamApiException refused) {
            if (refused.getApiErrorCode() == WRONG_LAST_SEQUENCE) {
                return false;
            }
            throw new IllegalStateException("NATS refuses to note a webhook", refused);
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }
}
