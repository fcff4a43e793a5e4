package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.router.CommandHandler;
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
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lost, late and repeated messages, nodes that are cut off: never two effects, never a silent lie. */
class RouterFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final FaultyNetwork network = new FaultyNetwork();
    private final FaultyNetwork.Node here = network.node();
    private final FaultyNetwork.Node there = network.node();
    private final StreamRouter a = StreamRouter.over(here);
    private final StreamRouter b = StreamRouter.over(there);
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger takenOver = new AtomicInteger();

    private final CommandHandler counting = new CommandHandler() {
        @Override
        public CompletionStage<byte[]> handle(byte[] command) {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture(command);
        }

        @Override
        public void takenOver() {
            takenOver.incrementAndGet();
        }
    };

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static RouterReply ask(StreamRouter from, RoutedCommand command, Duration timeout) {
        return from.send("call", command, timeout).toCompletableFuture().join();
    }

    private static RoutedCommand command() {
        return RoutedCommand.of("interrupt".getBytes(UTF_8));
    }

    @Test
    void mayRepeatACommandWhoseAnswerWasLost() {
        a.own("call", counting);
        RoutedCommand command = command();
        network.loseNext(1);
        assertThat(ask(b, command, SHORT)).isEqualTo(new TimedOut());
        assertThat(handled).hasValue(0);

        assertThat(ask(b, command, LONG)).isInstanceOf(Answered.class);
        assertThat(ask(b, command, LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void handlesOnceWhatTheNetworkRepeats() {
        a.own("call", counting);
        network.repeatNext(10);
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
        Eventually.until(() -> handled.get() == 1);
    }

    @Test
    void hasNoDoubleEffectWhenAFrozenOwnerComesBack() {
        a.own("call", counting);
        RoutedCommand command = command();
        network.hold();
        assertThat(ask(b, command, SHORT)).isEqualTo(new TimedOut());
        CompletableFuture<RouterReply> again = b.send("call", command, LONG).toCompletableFuture();
        network.letGo();
        assertThat(again.join()).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void failsAtOnceWhileItsNodeIsCutOffAndWorksAgainAfterwards() {
        a.own("call", counting);
        there.cutOff();
        assertThat(ask(b, command(), LONG)).isInstanceOf(Rejected.class);
        there.comeBack();
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
    }

    @Test
    void claimsAgainWhatItCouldNotClaimWhileItWasCutOff() {
        here.cutOff();
        Ownership late = a.own("call", counting);
        assertThat(late.isHeld()).isFalse();
        assertThat(ask(b, command(), LONG)).isEqualTo(new NotOwned());
        here.comeBack();
        Eventually.until(late::isHeld);
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
    }

    @Test
    void leavesOneOwnerWhenAPartitionHeals() {
        Ownership older = a.own("call", counting);
        here.cutOff();
        Ownership newer = b.own("call", counting);
        assertThat(older.isHeld()).isTrue();
        assertThat(newer.isHeld()).isTrue();

        here.comeBack();
        there.comeBack();

        Eventually.until(() -> older.isHeld() != newer.isHeld());
        Eventually.until(() -> takenOver.get() == 1);
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    /** The newer was never cut off, so nobody tells it to claim again; whose clock is ahead does not matter. */
    @ParameterizedTest
    @ValueSource(ints = {-600, 0, 600})
    void tellsTheOlderOnlyCutOffOwnerWhateverTheClocksSay(int secondsAhead) {
        StreamRouter older = StreamRouter.over(here, clock(secondsAhead));
        StreamRouter newer = StreamRouter.over(there, clock(0));
        Ownership first = older.own("call", counting);
        here.cutOff();
        Ownership second = newer.own("call", counting);

        here.comeBack();

        Eventually.until(() -> !first.isHeld());
        Eventually.until(() -> takenOver.get() == 1);
        assertThat(second.isHeld()).isTrue();
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
        older.close();
        newer.close();
    }

    /** It comes back, but its first word is lost: without another, both would carry out every command. */
    @Test
    void renewsItsClaimUntilItHasBeenHeard() {
        Ownership older = a.own("call", counting);
        here.cutOff();
        Ownership newer = b.own("call", counting);
        network.loseNext(1);

        here.comeBack();

        assertThat(older.isHeld()).isTrue();
        Eventually.until(() -> !older.isHeld());
        assertThat(newer.isHeld()).isTrue();
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    private static StreamClock clock(int secondsAhead) {
        return new StreamClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant instant() {
                return Instant.now().plusSeconds(secondsAhead);
            }

            @Override
            public void parkUntil(long deadlineNanos) {
                throw new UnsupportedOperationException("routers do not wait");
            }
        };
    }

    @Test
    void claimsAgainWhenItsClaimIsLost() {
        network.loseNext(1);
        Ownership ownership = a.own("call", counting);
        assertThat(ownership.isHeld()).isFalse();
        Eventually.until(ownership::isHeld);
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
    }

    /** A first claim that comes after the second one, and another node's claim between them. */
    @Test
    void makesOneOwnerWhenClaimsAreLate() {
        network.hold();
        Ownership slow = a.own("call", counting);
        Eventually.until(() -> network.heldMessages() >= 2);
        Ownership other = b.own("call", counting);
        network.letGo();
        Eventually.until(() -> other.isHeld() != slow.isHeld());
        assertThat(ask(b, command(), LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void givesALateCommandToTheNewerOwnerAlone() {
        a.own("call", counting);
        AtomicInteger byTheNewer = new AtomicInteger();
        network.hold();
        b.own("call", command -> {
            byTheNewer.incrementAndGet();
            return CompletableFuture.completedFuture(command);
        });
        RoutedCommand late = command();
        assertThat(ask(b, late, SHORT)).isEqualTo(new TimedOut());
        assertThat(ask(b, late, SHORT)).isEqualTo(new TimedOut());
        network.letGo();
        assertThat(ask(b, late, LONG)).isInstanceOf(Answered.class);
        Eventually.until(() -> takenOver.get() == 1);
        assertThat(handled).hasValue(0);
        assertThat(byTheNewer).hasValue(1);
    }

    @Test
    void answersWhatIsOnItsWayWhenItCloses() {
        a.own("call", command -> new CompletableFuture<>());
        CompletableFuture<RouterReply> waiting = b.send("call", command(), LONG).toCompletableFuture();
        b.close();
        assertThat(waiting.join()).isEqualTo(new TimedOut());
        assertThat(ask(b, command(), LONG)).isEqualTo(new Rejected("the router is closed"));
    }

    @Test
    void forgetsTheOldestOfAThousandCommands() {
        a.own("call", counting);
        RoutedCommand first = command();
        ask(b, first, LONG);
        for (int k = 0; k < 1_000; k++) {
            ask(b, command(), LONG);
        }
        ask(b, first, LONG);
        assertThat(handled).hasValue(1_002);
    }

    @Test
    void namesWhatIsWrongWithACommand() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.own("", counting))
                .withMessageContaining("key has 0 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.send("x".repeat(1_001), command(), LONG))
                .withMessageContaining("1001");
        assertThatIllegalArgumentException()
                .as("NATS cuts off whoever sends a line of more than 4,096 bytes")
                .isThrownBy(() -> a.send("€".repeat(1_000), command(), LONG))
                .withMessageContaining("3000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.send("call", command(), Duration.ZERO))
                .withMessageContaining("timeout is PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutedCommand.of(new byte[StreamRouter.MAX_BYTES + 1]))
                .withMessageContaining("65537 bytes");
    }

    @Test
    void worksInOneProcessWithoutAnEngine() {
        try (StreamRouter alone = StreamRouter.inProcess()) {
            alone.own("call", counting);
            assertThat(ask(alone, command(), LONG)).isInstanceOf(Answered.class);
            assertThat(alone.send("another", command(), LONG)
                            .toCompletableFuture()
                            .join())
                    .isEqualTo(new NotOwned());
        }
    }
}
