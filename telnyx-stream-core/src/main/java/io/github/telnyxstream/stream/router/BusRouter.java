package io.github.telnyxstream.stream.router;

import io.github.telnyxstream.stream.StreamClock;
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
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ownership, commands, answers and time-outs on any bus. Thread-safe. */
final class BusRouter implements StreamRouter {
    private static final Logger log = LoggerFactory.getLogger(BusRouter.class);
    private static final int MAX_KEY_BYTES = 1_000;
    private static final String REPLIES = "telnyx.stream.reply.";
    /** Where an answer goes is said by whoever asks: to no other topic, and nothing that an engine reads in another way. */
    private static final Pattern REPLY_TOPIC = Pattern.compile(Pattern.quote(REPLIES) + "[0-9a-f-]{36}");

    private static final int THREADS = 4;
    /** Longer than a claim takes: between one that was only slow and the next one nobody owns the key. */
    private static final Duration BEFORE_ANOTHER_CLAIM = Duration.ofSeconds(5);

    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);

    private final MessageBus bus;
    private final ScheduledThreadPoolExecutor threads;
    private final StreamClock clock;
    private final Executor executor;
    private final CommandMemory memory;
    private final Set<OwnedKey> owned = ConcurrentHashMap.newKeySet();
    private final Map<UUID, CompletableFuture<RouterReply>> waiting = new ConcurrentHashMap<>();
    private final String replyTopic = REPLIES + UUID.randomUUID();
    /** Told once each time, not for every call. */
    private final AtomicBoolean away = new AtomicBoolean();

    private final AtomicLong refusedNanos;

    private volatile boolean listening;
    private volatile boolean closed;

    BusRouter(MessageBus bus, StreamClock clock) {
        this.bus = bus;
        this.clock = clock;
        refusedNanos = new AtomicLong(clock.nanoTime() - BETWEEN_WARNINGS.toNanos());
        memory = new CommandMemory(clock::nanoTime);
        threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "telnyx-stream-router");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        executor = clock.holding(threads);
        bus.onReconnected(this::renew);
        listen();
    }

    private void listen() {
        bus.subscribe(replyTopic, this::receive).whenComplete((made, failure) -> {
            if (failure == null) {
                away.set(false);
                listening = true;
            } else {
                again(failure, this::listen);
            }
        });
    }

    private void again(Throwable why, Runnable what) {
        if (away.compareAndSet(false, true)) {
            log.warn("The router's engine cannot be reached and is asked again: {}", why.toString());
        } else {
            log.debug("The router's engine cannot be reached and is asked again", why);
        }
        if (!closed) {
            after(BEFORE_ANOTHER_TRY, what);
        }
    }

    /** What comes back takes the task away again; a clock of its own making runs it all the same. */
    private Runnable after(Duration time, Runnable task) {
        if (clock.tryCallAt(clock.nanoTime() + time.toNanos(), task)) {
            return () -> {};
        }
        try {
            Future<?> scheduled = threads.schedule(task, time.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException gone) {
            log.debug("A task came after the router was closed", gone);
            task.run();
            return () -> {};
        }
    }

    // ------------------------------------------------------------------ owning

    @Override
    public Ownership own(String key, CommandHandler handler) {
        String topic = topic(key);
        OwnedKey mine = new OwnedKey(
                this, topic, handler, memory.of(topic), clock.instant().toEpochMilli());
        owned.add(mine);
        claim(mine);
        return mine;
    }

    private void claim(OwnedKey mine) {
        if (closed || !mine.isWanted()) {
            return;
        }
        bus.subscribe(mine.topic(), mine::receive).whenComplete((made, failure) -> {
            if (failure == null) {
                away.set(false);
                mine.subscribed(made);
                sayUntilHeard(mine);
            } else {
                again(failure, () -> claim(mine));
            }
        });
    }

    /** A claim that is lost would leave the key without an owner. */
    void sayUntilHeard(OwnedKey mine) {
        sayUntilHeard(mine.topic(), mine::claim);
    }

    /** Asks who holds a key that was given up. */
    void ask(OwnedKey mine) {
        run(() -> sayUntilHeard(mine.topic(), mine::question));
    }

    /** When an answer would have come; not for two nodes at the same moment. */
    void afterAnAnswer(OwnedKey mine, Runnable task) {
        after(BEFORE_ANOTHER_CLAIM.plusMillis(ThreadLocalRandom.current().nextInt(1_000)), task);
    }

    /** Claims may have been lost while the engine was away: whoever is older must learn of it. */
    private void renew() {
        owned.forEach(mine -> {
            if (mine.interrupted()) {
                sayUntilHeard(mine.topic(), mine::claimAgain);
                run(mine::renewed);
            }
        });
    }

    /** Until there is no claim any more, because its owner has heard it. */
    private void sayUntilHeard(String topic, Supplier<byte @Nullable []> claim) {
        byte[] next = closed ? null : claim.get();
        if (next != null) {
            AtomicBoolean saidAgain = new AtomicBoolean();
            Runnable again = () -> {
                if (saidAgain.compareAndSet(false, true)) {
                    sayUntilHeard(topic, claim);
                }
            };
            after(BEFORE_ANOTHER_CLAIM, again);
            bus.publish(topic, next, new Unheard(cause -> after(BEFORE_ANOTHER_TRY, again)));
        }
    }

    /** Tells others who own the key, or did, how it stands. */
    void object(OwnedKey mine, byte[] word) {
        if (word.length > 0) {
            run(() -> bus.publish(mine.topic(), word, new Unheard(cause -> {})));
        }
    }

    void forget(OwnedKey mine) {
        if (owned.remove(mine)) {
            memory.leave(mine.topic());
        }
    }

    /** Other nodes decide how often that is: the log must not grow with it. */
    void refused(UUID command, Throwable why) {
        long now = clock.nanoTime();
        long last = refusedNanos.get();
        if (now - last >= BETWEEN_WARNINGS.toNanos() && refusedNanos.compareAndSet(last, now)) {
            log.warn("A routed command was refused: {}; more of them are told at level DEBUG", command, why);
        } else {
            log.debug("A routed command was refused: {}", command, why);
        }
    }

    Executor executor() {
        return this::run;
    }

    void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException gone) {
            log.debug("A task came after the router was closed", gone);
        }
    }

    void publish(String topic, Answer answer) {
        if (!REPLY_TOPIC.matcher(topic).matches()) {
            log.debug("An answer is asked for where no router listens");
            return;
        }
        bus.publish(topic, answer.toBytes(), new Unheard(cause -> {}));
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
        UUID id = idOnTheWay(command.id(), topic);
        CompletableFuture<RouterReply> reply = waiting.computeIfAbsent(id, first -> new CompletableFuture<>());
        Runnable inTime = after(timeout, () -> finish(id, reply, new TimedOut()));
        CompletableFuture<RouterReply> unused = reply.whenComplete((done, never) -> inTime.run());
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
        if (!(Envelope.of(message) instanceof Answer answer) || answer.body().length > StreamRouter.MAX_BYTES) {
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

    /** The very same command for another key is another command, which must get its own answer. */
    private static UUID idOnTheWay(UUID id, String topic) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ topic.hashCode());
    }

    /** Keys are anything; topics are not, and an engine may cut off whoever sends a longer one. */
    private static String topic(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key has " + bytes.length + " bytes in UTF-8, must have 1 to " + MAX_KEY_BYTES);
        }
        return "telnyx.stream.key." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
    private record Unheard(Consumer<Throwable> then) implements MessageBus.Undelivered {
        @Override
        public void nobody() {
            log.trace("A message reached nobody");
        }

        @Override
        public void failed(Throwable cause) {
            log.debug("A message could not be sent", cause);
            then.accept(cause);
        }
    }
}
