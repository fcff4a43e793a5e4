package io.github.telnyxstream.stream.router;

import io.github.telnyxstream.stream.router.Envelope.Answer;
import io.github.telnyxstream.stream.router.Envelope.Command;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.RouterReply.NotOwned;
import io.github.telnyxstream.stream.router.RouterReply.Rejected;
import io.github.telnyxstream.stream.router.RouterReply.TimedOut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ownership, commands, answers and time-outs on any bus. Thread-safe. */
final class BusRouter implements StreamRouter {
    private static final Logger log = LoggerFactory.getLogger(BusRouter.class);
    private static final int MAX_KEY_CHARS = 1_000;
    private static final int THREADS = 4;
    private static final long BEFORE_ANOTHER_TRY_MILLIS = 1_000;

    private final MessageBus bus;
    private final ScheduledThreadPoolExecutor threads;
    private final HandledCommands handled = new HandledCommands(System::nanoTime);
    private final Set<OwnedKey> owned = ConcurrentHashMap.newKeySet();
    private final Map<UUID, CompletableFuture<RouterReply>> waiting = new ConcurrentHashMap<>();
    private final String replyTopic = "telnyx.stream.reply." + UUID.randomUUID();
    private volatile boolean listening;
    private volatile boolean closed;

    BusRouter(MessageBus bus) {
        this.bus = bus;
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "telnyx-stream-router");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        bus.onReconnected(this::renew);
        listen();
    }

    private void listen() {
        bus.subscribe(replyTopic, this::receive).whenComplete((made, away) -> {
            if (away == null) {
                listening = true;
            } else {
                again(away, this::listen);
            }
        });
    }

    private void again(Throwable why, Runnable what) {
        log.warn("The router's engine cannot be reached and is asked again: {}", why.toString());
        if (!closed) {
            Future<?> unused = threads.schedule(what, BEFORE_ANOTHER_TRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    // ------------------------------------------------------------------ owning

    @Override
    public Ownership own(String key, CommandHandler handler) {
        OwnedKey mine = new OwnedKey(this, topic(key), handler, handled, System.currentTimeMillis());
        owned.add(mine);
        claim(mine);
        return mine;
    }

    private void claim(OwnedKey mine) {
        if (closed || !mine.isWanted()) {
            return;
        }
        bus.subscribe(mine.topic(), mine::receive).whenComplete((made, away) -> {
            if (away == null) {
                mine.subscribed(made);
                bus.publish(mine.topic(), mine.claim(false), Ignored.INSTANCE);
            } else {
                again(away, () -> claim(mine));
            }
        });
    }

    /** Claims may have been lost while the engine was away: whoever is older must learn of it. */
    private void renew() {
        owned.forEach(mine -> bus.publish(mine.topic(), mine.claim(true), Ignored.INSTANCE));
    }

    void forget(OwnedKey mine) {
        owned.remove(mine);
    }

    Executor executor() {
        return this::run;
    }

    void run(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException gone) {
            log.debug("A task came after the router was closed", gone);
        }
    }

    void publish(String topic, Answer answer) {
        bus.publish(topic, answer.toBytes(), Ignored.INSTANCE);
    }

    // ------------------------------------------------------------------ sending

    @Override
    public CompletionStage<RouterReply> send(String key, RoutedCommand command, Duration timeout) {
        String topic = topic(key);
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is " + timeout + ", must be positive");
        }
        if (closed || !listening) {
            return CompletableFuture.completedFuture(
                    new Rejected(closed ? "the router is closed" : "the router's engine cannot be reached"));
        }
        UUID id = command.id();
        CompletableFuture<RouterReply> reply = waiting.computeIfAbsent(id, first -> new CompletableFuture<>());
        ScheduledFuture<?> late =
                threads.schedule(() -> finish(id, reply, new TimedOut()), timeout.toNanos(), TimeUnit.NANOSECONDS);
        reply.whenComplete((done, never) -> late.cancel(false));
        byte[] message = new Command(id, replyTopic, command.body()).toBytes();
        bus.publish(topic, message, new MessageBus.Undelivered() {
            @Override
            public void nobody() {
                finish(id, reply, new NotOwned());
            }

            @Override
            public void failed(Throwable cause) {
                finish(id, reply, new Rejected("the router's engine cannot be reached: " + cause.getMessage()));
            }
        });
        return reply.minimalCompletionStage();
    }

    private void receive(byte[] message) {
        if (!(Envelope.of(message) instanceof Answer answer)) {
            return;
        }
        CompletableFuture<RouterReply> reply = waiting.get(answer.id());
        if (reply != null) {
            // what the application does next is not done on the engine's thread
            run(() -> finish(
                    answer.id(),
                    reply,
                    answer.refused()
                            ? new Rejected(new String(answer.body(), StandardCharsets.UTF_8))
                            : new Answered(answer.body())));
        }
    }

    /** Forgets the sender before it learns the reply: it may send the very same command again at once. */
    private void finish(UUID id, CompletableFuture<RouterReply> reply, RouterReply what) {
        waiting.remove(id, reply);
        reply.complete(what);
    }

    /** Keys are anything; topics are not. */
    private static String topic(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY_CHARS) {
            throw new IllegalArgumentException(
                    "key has " + key.length() + " characters, must have 1 to " + MAX_KEY_CHARS);
        }
        return "telnyx.stream.key."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        closed = true;
        owned.forEach(OwnedKey::close);
        waiting.values().forEach(reply -> reply.complete(new TimedOut()));
        threads.shutdown();
        bus.close();
    }

    /** For messages whose loss shows otherwise: by a time-out, or at the next claim. */
    private enum Ignored implements MessageBus.Undelivered {
        INSTANCE;

        @Override
        public void nobody() {
            log.trace("A message reached nobody");
        }

        @Override
        public void failed(Throwable cause) {
            log.debug("A message could not be sent", cause);
        }
    }
}
