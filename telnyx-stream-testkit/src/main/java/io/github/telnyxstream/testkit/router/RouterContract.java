package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.router.CommandHandler;
import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.RouterReply.NotOwned;
import io.github.telnyxstream.stream.router.RouterReply.Rejected;
import io.github.telnyxstream.stream.router.RouterReply.TimedOut;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every message bus has to do for a router. Extend it and say how a node is connected:
 *
 * <pre>{@code
 * class NatsContractIT extends RouterContract {
 *     @Override
 *     protected MessageBus connect() { return NatsBus.connect(server.url()); }
 * }
 * }</pre>
 *
 * <p>Waits as long as it takes: only a bus that never delivers keeps it, and the build's own limit ends that.
 */
public abstract class RouterContract {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static final Duration PATIENT = Duration.ofSeconds(5);

    private final List<StreamRouter> nodes = new ArrayList<>();

    /** For subclasses. */
    protected RouterContract() {}

    /**
     * Connects one more node to the same engine.
     *
     * @return a connection of its own
     * @throws Exception if the engine cannot be reached
     */
    protected abstract MessageBus connect() throws Exception;

    /**
     * One more node.
     *
     * @return a router on a connection of its own, closed after the test
     * @throws Exception if the engine cannot be reached
     */
    protected final StreamRouter node() throws Exception {
        StreamRouter router = StreamRouter.over(connect());
        nodes.add(router);
        return router;
    }

    @AfterEach
    final void closeNodes() {
        nodes.forEach(StreamRouter::close);
    }

    /**
     * Waits until the ownership is held.
     *
     * @param ownership what was asked for
     * @return the same
     */
    protected static Ownership held(Ownership ownership) {
        Eventually.until(ownership::isHeld);
        return ownership;
    }

    /**
     * Sends a text and waits for the reply.
     *
     * @param from which node sends
     * @param key what must be owned
     * @param text the command
     * @return the reply
     */
    protected static RouterReply ask(StreamRouter from, String key, String text) {
        return ask(from, key, RoutedCommand.of(text.getBytes(UTF_8)), LONG);
    }

    /** Asks where the answer may be that none comes: a message can overtake the end of a subscription. */
    private static RouterReply soon(StreamRouter from, String key) {
        return ask(from, key, RoutedCommand.of("hello".getBytes(UTF_8)), Duration.ofSeconds(2));
    }

    private static RouterReply ask(StreamRouter from, String key, RoutedCommand command, Duration timeout) {
        RouterReply reply =
                from.send(key, command, timeout).toCompletableFuture().join();
        if (reply instanceof Rejected rejected && rejected.reason().contains("cannot be reached")) {
            // a node that has just been made may not have subscribed to its answers yet
            BlockingQueue<RouterReply> later = new LinkedBlockingQueue<>();
            Eventually.until(() -> {
                RouterReply next =
                        from.send(key, command, timeout).toCompletableFuture().join();
                return !next.equals(rejected) && later.add(next);
            });
            return later.remove();
        }
        return reply;
    }

    private static String text(RouterReply reply) {
        return new String(((Answered) reply).body(), UTF_8);
    }

    private static CommandHandler echo(String node) {
        return command -> CompletableFuture.completedFuture((node + " " + new String(command, UTF_8)).getBytes(UTF_8));
    }

    @Test
    void reachesTheOwnerFromAnyNode() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        held(a.own("call", echo("a")));
        assertThat(text(ask(b, "call", "hello"))).isEqualTo("a hello");
        assertThat(text(ask(a, "call", "hello"))).isEqualTo("a hello");
    }

    @Test
    void saysThatNobodyOwnsTheKey() throws Exception {
        StreamRouter a = node();
        held(a.own("call", echo("a")));
        assertThat(ask(a, "another", "hello")).isEqualTo(new NotOwned());
    }

    @Test
    void ownsNothingAfterTheOwnershipIsClosed() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        Ownership ownership = held(a.own("call", echo("a")));
        assertThat(ask(b, "call", "hello")).isInstanceOf(Answered.class);
        ownership.close();
        assertThat(ownership.isHeld()).isFalse();
        Eventually.until(() -> soon(b, "call").equals(new NotOwned()));
    }

    @Test
    void takesAnyTextAsKeyAndAnyBytesAsCommand() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        byte[] large = new byte[StreamRouter.MAX_BYTES];
        IntStream.range(0, large.length).forEach(k -> large[k] = (byte) k);
        for (String key : List.of("v3:abc/def+ghi==", "a b.c*d>e", "Grüße", "x".repeat(1_000))) {
            held(a.own(key, CompletableFuture::completedFuture));
            Answered reply = (Answered) ask(b, key, RoutedCommand.of(large), LONG);
            assertThat(reply.body()).isEqualTo(large);
        }
    }

    @Test
    void tellsWhyACommandWasRefused() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        held(a.own("call", command -> {
            throw new IllegalStateException("the call is over");
        }));
        assertThat(ask(b, "call", "interrupt")).isEqualTo(new Rejected("the call is over"));
    }

    @Test
    void handlesARepeatedCommandOnce() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        AtomicInteger handled = new AtomicInteger();
        held(a.own(
                "call",
                command -> CompletableFuture.completedFuture(
                        Integer.toString(handled.incrementAndGet()).getBytes(UTF_8))));
        RoutedCommand command = RoutedCommand.of(new byte[] {1});
        assertThat(text(ask(b, "call", command, LONG))).isEqualTo("1");
        assertThat(text(ask(b, "call", command, LONG))).isEqualTo("1");
        assertThat(text(ask(a, "call", command, LONG))).isEqualTo("1");
        assertThat(text(ask(a, "call", RoutedCommand.of(new byte[] {1}), LONG))).isEqualTo("2");
    }

    @Test
    void timesOutWhenTheOwnerDoesNotAnswer() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        held(a.own("call", command -> new CompletableFuture<>()));
        assertThat(ask(b, "call", RoutedCommand.of(new byte[0]), Duration.ofMillis(200)))
                .isEqualTo(new TimedOut());
    }

    @Test
    void doesNotWaitForAnAnswerBeforeTheNextCommand() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        List<String> begun = new CopyOnWriteArrayList<>();
        held(a.own("call", command -> {
            begun.add(new String(command, UTF_8));
            return begun.size() == 1 ? new CompletableFuture<>() : CompletableFuture.completedFuture(command);
        }));
        ask(b, "another", "until b hears its answers");
        CompletionStage<RouterReply> said = b.send("call", RoutedCommand.of("say".getBytes(UTF_8)), LONG);
        assertThat(text(ask(b, "call", "interrupt"))).isEqualTo("interrupt");
        assertThat(begun).containsExactly("say", "interrupt");
        assertThat(said.toCompletableFuture()).isNotDone();
    }

    @Test
    void tellsWhenTheKeyIsHeldAndThatItWasClosedBefore() throws Exception {
        StreamRouter a = node();
        Ownership ownership = a.own("call", echo("a"));
        ownership.held().toCompletableFuture().join();
        assertThat(ownership.isHeld()).isTrue();
        ownership.close();
        assertThat(ownership.held().toCompletableFuture()).isCompleted();
        assertThat(soon(a, "call")).isNotInstanceOf(Answered.class);
    }

    @Test
    void givesTheKeyToTheNewerOwnerAndTellsTheOlder() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        CompletableFuture<Void> told = new CompletableFuture<>();
        Ownership older = held(a.own("call", new CommandHandler() {
            @Override
            public CompletionStage<byte[]> handle(byte[] command) {
                return echo("a").handle(command);
            }

            @Override
            public void takenOver() {
                told.complete(null);
            }
        }));
        held(b.own("call", echo("b")));
        told.join();
        assertThat(older.isHeld()).isFalse();
        assertThat(text(ask(a, "call", "hello"))).isEqualTo("b hello");
    }

    @Test
    void letsExactlyOneOfManyHandleACommand() throws Exception {
        List<StreamRouter> routers = List.of(node(), node(), node());
        List<String> handled = new CopyOnWriteArrayList<>();
        for (int round = 0; round < 20; round++) {
            String key = "call " + round;
            List<Ownership> claims = routers.parallelStream()
                    .map(router -> router.own(key, command -> {
                        handled.add(key);
                        return CompletableFuture.completedFuture(command);
                    }))
                    .toList();
            Eventually.until(() -> claims.stream().filter(Ownership::isHeld).count() == 1);
            // a claim that comes late takes the key along; what was sent just then is repeated
            StreamRouter sender = routers.get(round % 3);
            RoutedCommand command = RoutedCommand.of("hello".getBytes(UTF_8));
            Eventually.until(() -> ask(sender, key, command, PATIENT) instanceof Answered);
        }
        assertThat(handled).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void mixesNoAnswersOfManyCommandsAtOnce() throws Exception {
        StreamRouter a = node();
        StreamRouter b = node();
        Set<String> handled = ConcurrentHashMap.newKeySet();
        held(a.own("call", command -> {
            handled.add(new String(command, UTF_8));
            return echo("a").handle(command);
        }));
        assertThat(text(ask(b, "call", "first"))).isEqualTo("a first");
        List<CompletableFuture<RouterReply>> replies = IntStream.range(0, 1_000)
                .mapToObj(
                        k -> b.send("call", RoutedCommand.of(Integer.toString(k).getBytes(UTF_8)), LONG)
                                .toCompletableFuture())
                .toList();
        for (int k = 0; k < replies.size(); k++) {
            assertThat(text(replies.get(k).join())).isEqualTo("a " + k);
        }
        assertThat(handled).hasSize(1_001);
    }
}
