package io.github.telnyxstream.router.nats;

import io.github.telnyxstream.stream.access.EndedCalls;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.KeyValue;
import io.nats.client.api.KeyValueConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The calls that are over, in a JetStream bucket, for {@link
 * io.github.telnyxstream.stream.access.SignedStreamTokens#refusing}. Needs a server with JetStream.
 *
 * <p>Life-cycle: owns two threads; close it. <b>Threads:</b> thread-safe; does not block, since the client's own calls do
 * and run on those threads.
 */
public final class NatsEndedCalls implements EndedCalls, AutoCloseable {
    private static final int THREADS = 2;
    private static final int MOST_WAITING = 1_000;

    private final KeyValue bucket;
    private final ThreadPoolExecutor threads;

    private NatsEndedCalls(KeyValue bucket) {
        this.bucket = bucket;
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "telnyx-stream-nats-ended-calls");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Opens the bucket, and makes it where it is missing.
     *
     * @param connection to a server with JetStream, made with {@code Options.Builder.maxReconnects(-1)}: the client library's
     *     default gives up after two minutes; not closed with the store
     * @param bucket its name, the same on all nodes: letters, digits, hyphens and underscores
     * @param keep how long a call is remembered: as long as its tokens may be shown, a quarter of an hour more than their
     *     lifetime; at least a minute
     * @return the store
     * @throws IOException if the server cannot be reached or has no JetStream
     */
    public static NatsEndedCalls create(Connection connection, String bucket, Duration keep) throws IOException {
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
            return new NatsEndedCalls(connection.keyValue(bucket, NatsConnections.PATIENT));
        } catch (JetStreamApiException refused) {
            throw new IOException("the bucket " + bucket + " cannot be opened", refused);
        }
    }

    /** The bucket's own time counts, not the one given here. */
    @Override
    public CompletionStage<Void> end(String callControlId, Duration keep) {
        return run(() -> {
            bucket.put(key(callControlId), new byte[0]);
            return null;
        });
    }

    @Override
    public CompletionStage<Boolean> hasEnded(String callControlId) {
        return run(() -> bucket.get(key(callControlId)) != null);
    }

    private static String key(String callControlId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(callControlId.getBytes(StandardCharsets.UTF_8));
    }

    private <T> CompletionStage<T> run(Callable<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    answer.complete(request.call());
                } catch (Exception away) {
                    answer.completeExceptionally(away);
                }
            });
        } catch (RejectedExecutionException full) {
            answer.completeExceptionally(full);
        }
        return answer;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
