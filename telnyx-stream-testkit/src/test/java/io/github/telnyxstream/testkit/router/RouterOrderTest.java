package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.router.CommandHandler;
import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.Ownership;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An engine that serves its publishers side by side: what one of them sends arrives in order, what several send at the same
 * moment arrives at each node in another order.
 */
class RouterOrderTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final ManualClock clock = new ManualClock();
    private final List<Node> nodes = new ArrayList<>();
    private final List<StreamRouter> routers = new ArrayList<>();
    private final List<Ownership> claims = new ArrayList<>();
    private final AtomicInteger takenOver = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private boolean holding;

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

    private record Receiver(String topic, Consumer<byte[]> consumer) {}

    private record Message(int from, String topic, byte[] bytes) {}

    /** What one node receives; the order of what is held back is the test's to say. */
    private final class Node implements MessageBus {
        private final int number = nodes.size();
        private final List<Receiver> receivers = new ArrayList<>();
        private final Deque<Message> held = new ArrayDeque<>();

        void receive(Message message) {
            if (holding) {
                held.add(message);
                return;
            }
            for (Receiver receiver : List.copyOf(receivers)) {
                if (receiver.topic().equals(message.topic())) {
                    receiver.consumer().accept(message.bytes().clone());
                }
            }
        }

        /** The oldest of what that node has sent. */
        void letGoFrom(int other) {
            Message next = held.stream()
                    .filter(message -> message.from() == other)
                    .findFirst()
                    .orElseThrow();
            held.remove(next);
            receive(next);
        }

        @Override
        public void publish(String topic, byte[] message, Undelivered outcome) {
            synchronized (RouterOrderTest.this) {
                if (nodes.stream()
                        .noneMatch(node -> node.receivers.stream()
                                .anyMatch(receiver -> receiver.topic().equals(topic)))) {
                    outcome.nobody();
                    return;
                }
                nodes.forEach(node -> node.receive(new Message(number, topic, message)));
            }
        }

        @Override
        public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
            synchronized (RouterOrderTest.this) {
                Receiver made = new Receiver(topic, receiver);
                receivers.add(made);
                return CompletableFuture.completedFuture(() -> end(made));
            }
        }

        private void end(Receiver made) {
            synchronized (RouterOrderTest.this) {
                receivers.remove(made);
            }
        }

        @Override
        public void onReconnected(Runnable listener) {
            // this engine is never away
        }

        @Override
        public void close() {
            synchronized (RouterOrderTest.this) {
                receivers.clear();
            }
        }
    }

    private void claimAtOnce(int count) {
        for (int n = 0; n < count; n++) {
            Node node = new Node();
            nodes.add(node);
            routers.add(StreamRouter.over(node, clock));
        }
        synchronized (this) {
            holding = true;
        }
        routers.forEach(router -> claims.add(router.own("call", counting)));
    }

    /** Each row says in which order that node hears the claims; what comes afterwards is heard at once. */
    private void hear(String... orders) {
        synchronized (this) {
            holding = false;
            for (int n = 0; n < orders.length; n++) {
                for (char from : orders[n].toCharArray()) {
                    nodes.get(n).letGoFrom(from - 'a');
                }
            }
        }
    }

    private boolean isSettled() {
        return claims.stream().filter(Ownership::isHeld).count() == 1 && takenOver.get() == claims.size() - 1;
    }

    @AfterEach
    void close() {
        routers.forEach(StreamRouter::close);
    }

    @ParameterizedTest
    @CsvSource({
        "ab, ab", // as everybody hears it: the later one owns the key
        "ba, ba", "ba, ab", // each hears the other's first: both would own it
        "ab, ba", // each hears its own first: neither would
    })
    void leavesOneOwnerOfTwo(String first, String second) {
        claimAtOnce(2);
        hear(first, second);
        assertOneOwner();
    }

    @ParameterizedTest
    @CsvSource({
        "abc, abc, abc",
        "bca, acb, abc", // all would own it
        "abc, bca, cab", // none would
        "cab, abc, bca", // none would: each gives way to the next
        "bac, abc, bca", // two would
    })
    void leavesOneOwnerOfThree(String first, String second, String third) {
        claimAtOnce(3);
        hear(first, second, third);
        assertOneOwner();
    }

    private void assertOneOwner() {
        assertThat(clock.advanceUntil(this::isSettled, Duration.ofMinutes(1))).isTrue();
        RoutedCommand command = RoutedCommand.of("hello".getBytes(UTF_8));
        assertThat(routers.get(0)
                        .send("call", command, LONG)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(isSettled()).isTrue();
    }

    @Test
    void takesTheKeyBackWhenWhoTookItIsHeardOfNoMore() {
        claimAtOnce(2);
        synchronized (this) {
            hear("ab", "ab");
            nodes.get(1).receivers.clear();
        }
        assertThat(claims.get(0).isHeld()).isFalse();
        assertThat(clock.advanceUntil(claims.get(0)::isHeld, Duration.ofMinutes(1)))
                .isTrue();
        assertThat(takenOver).hasValue(0);
    }
}
