package io.github.telnyxstream.benchmarks.router;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** PUBLISH on one channel, and the answer on another. */
final class RedisBare implements Bare {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    private static final String REQUESTS = "bare";
    private static final String REPLIES = "bare-reply";

    private final RedisClient client;
    private final StatefulRedisConnection<String, byte[]> sending;
    private final StatefulRedisPubSubConnection<String, byte[]> receiving;
    private final BlockingQueue<byte[]> replies = new ArrayBlockingQueue<>(1);
    private boolean listening;

    private RedisBare(RedisClient client) {
        this.client = client;
        sending = client.connect(CODEC);
        receiving = client.connectPubSub(CODEC);
    }

    static RedisBare connect(String url) {
        RedisBare bare = new RedisBare(RedisClient.create(url));
        bare.receiving.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
                if (channel.equals(REPLIES)) {
                    bare.replies.add(message);
                } else {
                    RedisFuture<Long> unused = bare.sending.async().publish(REPLIES, message);
                }
            }
        });
        return bare;
    }

    @Override
    public void answer() {
        receiving.sync().subscribe(REQUESTS);
    }

    @Override
    public byte[] ask(byte[] request) throws InterruptedException {
        if (!listening) {
            receiving.sync().subscribe(REPLIES);
            listening = true;
        }
        RedisFuture<Long> unused = sending.async().publish(REQUESTS, request);
        return replies.take();
    }

    @Override
    public void close() {
        receiving.close();
        sending.close();
        client.shutdown();
    }
}
