package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.RouterReply.Rejected;
import io.github.telnyxstream.stream.router.RouterReply.TimedOut;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a router has to do when its engine keeps its connections and stands still, as by SIGSTOP or behind a dead line. */
public abstract class RouterStallContract {
    private static final Duration SHORT = Duration.ofMillis(300);

    /** For subclasses. */
    protected RouterStallContract() {}

    /**
     * The engine, running.
     *
     * @return the engine's process
     */
    protected abstract EngineProcess engine();

    /**
     * Connects one more node of this process, which notices soon that nothing comes any more.
     *
     * @return a connection of its own
     * @throws Exception if the engine cannot be reached
     */
    protected abstract MessageBus connect() throws Exception;

    private static RouterReply ask(StreamRouter from, RoutedCommand command, Duration timeout) {
        return from.send("call", command, timeout).toCompletableFuture().join();
    }

    private static RoutedCommand command() {
        return RoutedCommand.of("interrupt".getBytes(UTF_8));
    }

    @Test
    void noticesThatTheEngineStandsStillAndThatItGoesOn() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        try (StreamRouter a = StreamRouter.over(connect());
                StreamRouter b = StreamRouter.over(connect())) {
            Ownership ownership = a.own("call", command -> {
                handled.incrementAndGet();
                return CompletableFuture.completedFuture(command);
            });
            Eventually.until(() -> ask(b, command(), SHORT) instanceof Answered);
            int before = handled.get();
            RoutedCommand late = command();
            engine().freeze();
            assertThat(ask(b, late, SHORT)).isInstanceOfAny(TimedOut.class, Rejected.class);
            Eventually.until(() -> ask(b, command(), SHORT) instanceof Rejected);

            engine().goOn();

            Eventually.until(() -> ask(b, late, SHORT) instanceof Answered);
            assertThat(handled).hasValueGreaterThan(before);
            assertThat(ownership.isHeld()).isTrue();
        }
    }
}
