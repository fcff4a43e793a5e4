package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What a router has to survive: an owner that is killed or frozen, and an engine that goes away and comes back. Waits as
 * long as it takes.
 */
public abstract class RouterFailureContract {
    /** The key that {@link #owner} owns. */
    protected static final String KEY = "v3:exampleCallControlId";

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** For subclasses. */
    protected RouterFailureContract() {}

    /**
     * The engine, running.
     *
     * @return the engine's process
     */
    protected abstract EngineProcess engine();

    /**
     * Connects one more node of this process.
     *
     * @return a connection of its own
     * @throws Exception if the engine cannot be reached
     */
    protected abstract MessageBus connect() throws Exception;

    /**
     * Starts a node in a process of its own that owns {@link #KEY}.
     *
     * @return the node
     * @throws Exception if it cannot be started
     */
    protected abstract OwnerProgram owner() throws Exception;

    private static RouterReply ask(StreamRouter from, RoutedCommand command, Duration timeout) {
        return from.send(KEY, command, timeout).toCompletableFuture().join();
    }

    private static RoutedCommand command() {
        return RoutedCommand.of("interrupt".getBytes(UTF_8));
    }

    private static void awaitAnswer(StreamRouter from) {
        Eventually.until(() -> ask(from, command(), SHORT) instanceof Answered);
    }

    @Test
    void saysThatAKilledOwnerOwnsNothing() throws Exception {
        try (StreamRouter router = StreamRouter.over(connect());
                OwnerProgram owner = owner()) {
            awaitAnswer(router);
            owner.kill();
            Eventually.until(() -> ask(router, command(), SHORT).equals(new NotOwned()));
        }
    }

    @Test
    void hasNoDoubleEffectWhenAFrozenOwnerGoesOn() throws Exception {
        try (StreamRouter router = StreamRouter.over(connect());
                OwnerProgram owner = owner()) {
            awaitAnswer(router);
            int before = handled(ask(router, command(), LONG));
            RoutedCommand late = command();
            owner.freeze();
            assertThat(ask(router, late, SHORT)).isEqualTo(new TimedOut());
            assertThat(ask(router, late, SHORT)).isEqualTo(new TimedOut());
            owner.goOn();
            assertThat(handled(ask(router, late, LONG))).isEqualTo(before + 1);
            assertThat(handled(ask(router, command(), LONG))).isEqualTo(before + 2);
        }
    }

    /** Frozen, it keeps its subscription; when it goes on, it hears in their order the newer claim and what came after. */
    @Test
    void leavesToTheNewerOwnerWhatComesWhileTheOlderIsFrozen() throws Exception {
        try (StreamRouter router = StreamRouter.over(connect());
                StreamRouter newer = StreamRouter.over(connect());
                OwnerProgram owner = owner()) {
            awaitAnswer(router);
            owner.freeze();
            Ownership ownership = newer.own(KEY, command -> CompletableFuture.completedFuture("newer".getBytes(UTF_8)));
            Eventually.until(ownership::isHeld);
            assertThat(text(ask(router, command(), LONG))).isEqualTo("newer");
            owner.goOn();
            assertThat(text(ask(router, command(), LONG))).isEqualTo("newer");
            ownership.close();
            // the older has given up although nobody has the key any more; else it would answer with a number
            Eventually.until(() -> {
                RouterReply reply = ask(router, command(), SHORT);
                assertThat(reply).isNotInstanceOf(Answered.class);
                return reply.equals(new NotOwned());
            });
        }
    }

    private static String text(RouterReply reply) {
        return new String(((Answered) reply).body(), UTF_8);
    }

    private static int handled(RouterReply reply) {
        return Integer.parseInt(text(reply));
    }

    @Test
    void failsAtOnceWhileTheEngineIsAwayAndOwnsAgainAfterwards() throws Exception {
        try (StreamRouter a = StreamRouter.over(connect());
                StreamRouter b = StreamRouter.over(connect())) {
            Ownership ownership = a.own(KEY, CompletableFuture::completedFuture);
            Ownership over = a.own("over while it is away", CompletableFuture::completedFuture);
            over.held().toCompletableFuture().join();
            awaitAnswer(b);
            engine().kill();
            Eventually.until(() -> ask(b, command(), SHORT) instanceof Rejected);
            Ownership meanwhile = a.own("made while it was away", CompletableFuture::completedFuture);
            assertThat(meanwhile.isHeld()).isFalse();
            over.close();

            engine().startAgain();

            awaitAnswer(b);
            assertThat(ownership.isHeld()).isTrue();
            Eventually.until(meanwhile::isHeld);
            Eventually.until(() -> b.send("over while it is away", command(), SHORT)
                    .toCompletableFuture()
                    .join()
                    .equals(new NotOwned()));
        }
    }
}
