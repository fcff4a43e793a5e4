package io.github.telnyxstream.examples.cluster;

import io.github.telnyxstream.examples.answeringmachine.Nodes;
import io.github.telnyxstream.router.nats.NatsBus;
import io.github.telnyxstream.router.nats.NatsEndedCalls;
import io.github.telnyxstream.router.nats.NatsSeenWebhooks;
import io.github.telnyxstream.router.redis.RedisBus;
import io.github.telnyxstream.router.redis.RedisEndedCalls;
import io.github.telnyxstream.router.redis.RedisSeenWebhooks;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.lettuce.core.RedisClient;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** What an answering machine has to share with its other nodes: all of it, from one URL and one secret. */
public final class Cluster {
    private static final Duration TOKENS = Duration.ofHours(4);
    private static final Duration ENDED_CALLS = TOKENS.plusMinutes(15);
    /** Telnyx delivers again for minutes, not for hours. */
    private static final Duration WEBHOOKS = Duration.ofHours(1);

    private Cluster() {}

    /**
     * Connects a node.
     *
     * @param url {@code redis://…} or {@code nats://…}
     * @param keys as {@link SigningKeys#parse} reads them, the same on all nodes
     * @return what {@code AnsweringMachine.start} takes
     * @throws IOException if the engine cannot be reached
     * @throws InterruptedException if the thread is interrupted
     */
    public static Nodes connect(String url, String keys) throws IOException, InterruptedException {
        SignedStreamTokens tokens = SignedStreamTokens.create(SigningKeys.parse(keys), TOKENS, Clock.systemUTC());
        if (url.startsWith("redis")) {
            RedisClient client = RedisClient.create(url);
            return new Nodes(
                    tokens.refusing(RedisEndedCalls.create(client)),
                    RedisSeenWebhooks.create(client, WEBHOOKS),
                    StreamRouter.over(RedisBus.connect(url)),
                    true);
        }
        Connection connection = Nats.connect(Options.builder()
                .server(url)
                .maxReconnects(-1)
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
        return new Nodes(
                tokens.refusing(NatsEndedCalls.create(connection, "ended-calls", ENDED_CALLS)),
                NatsSeenWebhooks.create(connection, "webhooks", WEBHOOKS),
                StreamRouter.over(NatsBus.connect(url)),
                true);
    }
}
