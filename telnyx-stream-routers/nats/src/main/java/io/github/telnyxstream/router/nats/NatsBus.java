package io.github.telnyxstream.router.nats;

import io.github.telnyxstream.stream.router.MessageBus;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages between nodes on NATS (core messaging, no JetStream). A message that nobody has subscribed to is told by the
 * server at once ("no responders"), so that nobody waits for the owner of a call that has none.
 *
 * <pre>{@code
 * StreamRouter router = StreamRouter.over(NatsBus.connect("nats://broker.example:4222"));
 * }</pre>
 *
 * <p>Life-cycle: a connection that it made is closed with it, one that it was given is not. While the server is away
 * sending fails at once; the client library connects and subscribes again by itself. A server that stands still, or a line that
 * is dead, counts as away after some fifteen seconds. <b>Threads:</b> thread-safe; one thread receives everything of a node, so receivers must not block.
 */
public final class NatsBus implements MessageBus {
    private static final Logger log = LoggerFactory.getLogger(NatsBus.class);
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(10);
    private static final int NO_RESPONDERS = 503;
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final int MISSED_BEATS = 2;
    /** Fewer than the client library's own queue takes before it blocks whoever sends. */
    private static final int MOST_UNSENT = 4_000;
    /** Told of at the next message at the latest; a word that never comes must not be kept for ever. */
    private static final int MOST_UNDELIVERED = 10_000;

    private final Connection connection;
    private final boolean own;
    private final Dispatcher dispatcher;
    private final ConnectionListener listener = this::onEvent;
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
    private final String nobodyPrefix = "telnyx.stream.nobody." + UUID.randomUUID() + ".";
    private long lastNumber;
    private final Map<String, Undelivered> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Undelivered> eldest) {
            return size() > MOST_UNDELIVERED;
        }
    };
    private final ExecutorService subscribing = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "telnyx-stream-nats");
        thread.setDaemon(true);
        return thread;
    });

    private NatsBus(Connection connection, boolean own) {
        this.connection = connection;
        this.own = own;
        dispatcher = connection.createDispatcher();
        dispatcher.subscribe(nobodyPrefix + "*", this::nobody);
        connection.addConnectionListener(listener);
    }

    /**
     * Connects to a server, and again whenever the connection is lost.
     *
     * @param url for example {@code nats://broker.example:4222}, several separated by commas; may hold credentials
     * @return the bus
     * @throws IOException if no server can be reached now
     * @throws InterruptedException if the thread is interrupted
     */
    public static NatsBus connect(String url) throws IOException, InterruptedException {
        return connect(url, BEAT);
    }

    static NatsBus connect(String url, Duration beat) throws IOException, InterruptedException {
        Options options = Options.builder()
                .server(Objects.requireNonNull(url, "url"))
                .connectionName("telnyx-stream")
                .maxReconnects(-1)
                // a busy machine may take longer than the default of two seconds
                .connectionTimeout(CONNECT_PATIENCE)
                .pingInterval(beat)
                .maxPingsOut(MISSED_BEATS)
                // a command that waits for a server to come back comes too late
                .reconnectBufferSize(0)
                .build();
        return new NatsBus(Nats.connect(options), true);
    }

    /**
     * Uses a connection of the application's.
     *
     * @param connection connected, with an unlimited number of reconnects ({@code Options.Builder.maxReconnects(-1)}): the
     *     client library's default gives up after two minutes; not closed with the bus
     * @return the bus
     */
    public static NatsBus on(Connection connection) {
        NatsConnections.warnIfLimited(connection);
        return new NatsBus(connection, false);
    }

    @Override
    public void publish(String topic, byte[] message, Undelivered outcome) {
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            outcome.failed(new IOException("NATS is " + connection.getStatus()));
            return;
        }
        if (connection.outgoingPendingMessageCount() >= MOST_UNSENT) {
            outcome.failed(new IOException("NATS takes no messages"));
            return;
        }
        String nobody;
        synchronized (sent) {
            nobody = nobodyPrefix + ++lastNumber;
            sent.put(nobody, outcome);
        }
        try {
            connection.publish(topic, nobody, message);
        } catch (IllegalStateException | IllegalArgumentException refused) {
            forget(nobody);
            outcome.failed(refused);
        }
    }

    private void forget(String nobody) {
        synchronized (sent) {
            sent.remove(nobody);
        }
    }

    private void nobody(Message message) {
        if (!message.isStatusMessage() || message.getStatus().getCode() != NO_RESPONDERS) {
            return;
        }
        Undelivered outcome;
        synchronized (sent) {
            outcome = sent.remove(message.getSubject());
        }
        if (outcome != null) {
            outcome.nobody();
        }
    }

    /** The subscription is effective when the server has answered what was sent behind it. */
    @Override
    public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
        CompletableFuture<Subscription> made = new CompletableFuture<>();
        subscribing.execute(() -> {
            try {
                if (connection.getStatus() != Connection.Status.CONNECTED) {
                    throw new IOException("NATS is " + connection.getStatus());
                }
                io.nats.client.Subscription subscription =
                        dispatcher.subscribe(topic, message -> receiver.accept(message.getData()));
                try {
                    connection.flush(FLUSH_PATIENCE);
                } catch (TimeoutException late) {
                    end(subscription);
                    throw new IOException("NATS did not take a subscription in time", late);
                }
                made.complete(() -> end(subscription));
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
                made.completeExceptionally(closed);
            } catch (IOException | RuntimeException away) {
                made.completeExceptionally(away);
            }
        });
        return made;
    }

    private void end(io.nats.client.Subscription subscription) {
        try {
            dispatcher.unsubscribe(subscription);
        } catch (IllegalStateException closed) {
            log.debug("A subscription ended with its connection", closed);
        }
    }

    private void onEvent(Connection where, ConnectionListener.Events event) {
        if (event == ConnectionListener.Events.RESUBSCRIBED) {
            reconnected.forEach(Runnable::run);
        } else if (event == ConnectionListener.Events.DISCONNECTED) {
            log.warn("NATS is away: commands to other nodes fail until it is back");
        }
    }

    @Override
    public void onReconnected(Runnable listener) {
        reconnected.add(listener);
    }

    @Override
    public void close() {
        subscribing.shutdownNow();
        connection.removeConnectionListener(listener);
        try {
            if (own) {
                connection.close();
            } else {
                connection.closeDispatcher(dispatcher);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException | IllegalArgumentException closedBefore) {
            log.debug("The connection was closed before the bus", closedBefore);
        }
    }
}
