package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.stream.router.MessageBus;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between nodes on Redis, by publish and subscribe: {@code PUBLISH} counts the receivers, so that nobody waits
 * for the owner of a call that has none. For one primary; the count of a Redis Cluster covers one of its nodes only.
 *
 * <pre>{@code
 * StreamRouter router = StreamRouter.over(RedisBus.connect("redis://cache.example:6379"));
 * }</pre>
 *
 * <p>Life-cycle: it owns two connections and their client. While the server is away sending fails at once; the client
 * library connects and subscribes again by itself. A server that stands still, or a line that is dead, counts as away after
 * fifteen seconds. <b>Threads:</b> thread-safe; receivers run on the client's threads and
 * must not block.
 */
public final class RedisBus implements MessageBus {
    private static final Logger log = LoggerFactory.getLogger(RedisBus.class);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** After this the client library is to send a message no more, be it connected again: it would come too late. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int MISSED_BEATS = 3;
    private static final int MOST_UNANSWERED = 10_000;

    private final ClientResources resources;
    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> sending;
    private final StatefulRedisPubSubConnection<String, byte[]> receiving;
    private final Map<String, List<Consumer<byte[]>>> topics = new ConcurrentHashMap<>();
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
    /** Topics whose subscription has to be confirmed again before the engine counts as back. */
    private final Set<String> unconfirmed = new HashSet<>();

    private RedisBus(ClientResources resources, RedisClient client, Duration beat) {
        this.resources = resources;
        this.client = client;
        // a command that waits for a server to come back comes too late
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MOST_UNANSWERED)
                .build());
        sending = client.connect(CODEC);
        receiving = client.connectPubSub(CODEC);
        receiving.addListener(new Messages());
        receiving.addListener(new Comings());
        beat(beat);
    }

    /** What it sends to itself, so that both connections have something to read, or are known to be dead. */
    private void beat(Duration beat) {
        String heart = "telnyx.stream.beat." + UUID.randomUUID();
        subscribe(heart, nothing -> {});
        Future<?> unused = resources
                .eventExecutorGroup()
                .scheduleAtFixedRate(
                        () -> publish(heart, new byte[0], LOST_BEAT),
                        beat.toMillis(),
                        beat.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** The connections are closed when nothing comes, and then made again by the client library. */
    private static ClientResources resources(Duration silence) {
        return ClientResources.builder()
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addFirst(new ReadTimeoutHandler(silence.toMillis(), TimeUnit.MILLISECONDS));
                    }
                })
                .build();
    }

    /**
     * Connects to a server, and again whenever the connection is lost.
     *
     * @param url for example {@code redis://cache.example:6379}, with TLS {@code rediss://…}; may hold credentials
     * @return the bus
     * @throws io.lettuce.core.RedisConnectionException if no server can be reached now
     */
    public static RedisBus connect(String url) {
        return connect(url, BEAT);
    }

    static RedisBus connect(String url, Duration beat) {
        ClientResources resources = resources(beat.multipliedBy(MISSED_BEATS));
        RedisClient client = RedisClient.create(resources, Objects.requireNonNull(url, "url"));
        try {
            return new RedisBus(resources, client, beat);
        } catch (RuntimeException unreachable) {
            shutdown(client, resources);
            throw unreachable;
        }
    }

    @Override
    public void publish(String topic, byte[] message, Undelivered outcome) {
        CompletableFuture<Long> unused = send(topic, message).whenComplete((receivers, away) -> {
            if (away instanceof TimeoutException) {
                log.debug("Redis has not said what became of a message", away);
            } else if (away != null) {
                outcome.failed(away);
            } else if (receivers == 0) {
                outcome.nobody();
            }
        });
    }

    /** How many have received it; a time-out when that is not known. */
    CompletableFuture<Long> send(String topic, byte[] message) {
        return sending.async()
                .publish(topic, message)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
        CompletionStage<Void> asked;
        // the last to leave a topic and the first to come back must be heard in this order
        synchronized (topics) {
            topics.computeIfAbsent(topic, unknown -> new CopyOnWriteArrayList<>())
                    .add(receiver);
            asked = receiving.async().subscribe(topic);
        }
        return asked.handle((done, away) -> {
            if (away != null) {
                end(topic, receiver);
                throw new IllegalStateException("Redis cannot be reached", away);
            }
            return () -> end(topic, receiver);
        });
    }

    private void end(String topic, Consumer<byte[]> receiver) {
        synchronized (topics) {
            List<Consumer<byte[]>> receivers = topics.get(topic);
            if (receivers == null || !receivers.remove(receiver) || !receivers.isEmpty()) {
                return;
            }
            topics.remove(topic);
            unsubscribe(topic);
        }
        // nobody confirms it any more, and what is owned besides must not wait for that
        confirmed(topic);
    }

    /** The client library subscribes again to what it could not end while the server was away: PUBLISH would count it. */
    private void endWhatEndedMeanwhile(String topic) {
        synchronized (topics) {
            if (!topics.containsKey(topic)) {
                unsubscribe(topic);
            }
        }
    }

    private void unsubscribe(String topic) {
        receiving.async().unsubscribe(topic).whenComplete((done, away) -> {
            if (away != null) {
                log.debug("A subscription ended with its connection", away);
            }
        });
    }

    @Override
    public void onReconnected(Runnable listener) {
        reconnected.add(listener);
    }

    @Override
    public void close() {
        receiving.close();
        sending.close();
        shutdown(client, resources);
    }

    private static void shutdown(RedisClient client, ClientResources resources) {
        client.shutdown();
        Future<Boolean> unused = resources.shutdown();
    }

    private void confirmed(String topic) {
        synchronized (unconfirmed) {
            if (!unconfirmed.remove(topic) || !unconfirmed.isEmpty()) {
                return;
            }
        }
        reconnected.forEach(Runnable::run);
    }

    private static final Undelivered LOST_BEAT = new Undelivered() {
        @Override
        public void nobody() {
            log.debug("A beat reached nobody: not subscribed again yet");
        }

        @Override
        public void failed(Throwable away) {
            log.trace("A beat could not be sent", away);
        }
    };

    private final class Messages extends RedisPubSubAdapter<String, byte[]> {
        @Override
        public void message(String topic, byte[] message) {
            topics.getOrDefault(topic, List.of()).forEach(receiver -> receiver.accept(message));
        }

        @Override
        public void subscribed(String topic, long count) {
            endWhatEndedMeanwhile(topic);
            confirmed(topic);
        }
    }

    private final class Comings implements RedisConnectionStateListener {
        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
            synchronized (unconfirmed) {
                unconfirmed.addAll(topics.keySet());
            }
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
            log.warn("Redis is away: commands to other nodes fail until it is back");
        }
    }
}
