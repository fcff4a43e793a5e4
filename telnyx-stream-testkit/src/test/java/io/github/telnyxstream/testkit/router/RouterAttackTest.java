package io.github.telnyxstream.testkit.router;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.router.CommandHandler;
import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.RouterReply.Rejected;
import io.github.telnyxstream.stream.router.RouterReply.TimedOut;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.Eventually;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer on the engine that means no good, or is broken: nobody else suffers, and nothing is carried out twice. */
class RouterAttackTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final int MOST = 1_000;

    private final FaultyNetwork network = new FaultyNetwork();
    /** Its minute never ends, however slow the machine is. */
    private final StreamRouter a = StreamRouter.over(network.node(), new StreamClock() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            throw new UnsupportedOperationException("routers do not wait");
        }
    });

    private final StreamRouter b = StreamRouter.over(network.node());
    private final FaultyNetwork.Node stranger = network.node();
    private final AtomicInteger handled = new AtomicInteger();
    private final CommandHandler counting = command -> {
        handled.incrementAndGet();
        return CompletableFuture.completedFuture(command);
    };

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    private static RouterReply ask(StreamRouter from, String key, RoutedCommand command, Duration timeout) {
        return from.send(key, command, timeout).toCompletableFuture().join();
    }

    private static RoutedCommand command() {
        return RoutedCommand.of("interrupt".getBytes(UTF_8));
    }

    private static String topic(String key) {
        return "telnyx.stream.key." + Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8));
    }

    private static byte[] forged(UUID id, String replyTopic, int bodyBytes) {
        return ByteBuffer.allocate(20 + replyTopic.length() + bodyBytes)
                .put((byte) 1)
                .put((byte) 1)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putShort((short) replyTopic.length())
                .put(replyTopic.getBytes(US_ASCII))
                .array();
    }

    private static String replyTopic() {
        return "telnyx.stream.reply." + UUID.randomUUID();
    }

    private void publish(String topic, byte[] message) {
        stranger.publish(topic, message, new MessageBus.Undelivered() {
            @Override
            public void nobody() {
                throw new AssertionError("nobody hears " + topic);
            }

            @Override
            public void failed(Throwable cause) {
                throw new AssertionError(cause);
            }
        });
    }

    private BlockingQueue<byte[]> hear(String topic) {
        BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();
        stranger.subscribe(topic, heard::add);
        return heard;
    }

    @Test
    void leavesAloneWhatItCannotRead() throws Exception {
        a.own("call", counting);
        BlockingQueue<byte[]> heard = hear(topic("call"));
        ask(b, "call", command(), LONG);
        byte[] genuine = heard.take();
        String replies = new String(Arrays.copyOfRange(genuine, 20, 20 + genuine[19]), US_ASCII);
        Random random = new Random(1);
        for (int k = 0; k < 2_000; k++) {
            byte[] garbage = new byte[random.nextInt(60)];
            random.nextBytes(garbage);
            byte[] damaged = Arrays.copyOf(genuine, random.nextInt(19));
            byte[] ofTheNextVersion = genuine.clone();
            ofTheNextVersion[0] = 2;
            byte[] ofAnotherKind = genuine.clone();
            ofAnotherKind[1] = (byte) (4 + random.nextInt(200));
            for (byte[] message : List.of(garbage, damaged, ofTheNextVersion, ofAnotherKind)) {
                publish(topic("call"), message);
                publish(replies, message);
            }
        }
        assertThat(ask(b, "call", command(), LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(2);
    }

    @Test
    void hearsNoAnswerOfWhoeverDoesNotKnowTheCommand() throws Exception {
        a.own("call", command -> new CompletableFuture<>());
        BlockingQueue<byte[]> heard = hear(topic("call"));
        CompletableFuture<RouterReply> reply = b.send("call", command(), LONG).toCompletableFuture();
        byte[] genuine = heard.take();
        String replies = new String(Arrays.copyOfRange(genuine, 20, 20 + genuine[19]), US_ASCII);
        byte[] answer = Arrays.copyOf(genuine, 19);
        answer[1] = 2;
        answer[5]++;
        publish(replies, answer);
        assertThat(ask(b, "call", command(), SHORT)).isEqualTo(new TimedOut());
        assertThat(reply).isNotDone();
    }

    @Test
    void refusesACommandThatIsTooLarge() throws Exception {
        a.own("call", counting);
        String replies = replyTopic();
        BlockingQueue<byte[]> heard = hear(replies);
        publish(topic("call"), forged(UUID.randomUUID(), replies, StreamRouter.MAX_BYTES + 1));
        assertThat(new String(heard.take(), UTF_8)).contains("65537 bytes");
        assertThat(handled).hasValue(0);
    }

    /** Else whoever may only publish commands could make an owner say things elsewhere, or to the engine itself. */
    @Test
    void answersOnlyWhereRoutersListen() throws Exception {
        a.own("call", counting);
        List<String> elsewhere = List.of(
                topic("call"),
                "telnyx.stream.reply.x y",
                "telnyx.stream.reply." + "x".repeat(36),
                replyTopic() + "\r\nPUB other 0\r\n");
        List<BlockingQueue<byte[]>> heard = new ArrayList<>();
        for (String topic : elsewhere.subList(1, 4)) {
            heard.add(hear(topic));
        }
        for (String topic : elsewhere) {
            publish(topic("call"), forged(UUID.randomUUID(), topic, 1));
        }
        String replies = replyTopic();
        BlockingQueue<byte[]> atLast = hear(replies);
        publish(topic("call"), forged(UUID.randomUUID(), replies, 1));
        assertThat(atLast.take()).isNotEmpty();
        assertThat(heard).allMatch(BlockingQueue::isEmpty);
    }

    @Test
    void refusesMoreCommandsThanItCanRememberAndRepeatsNone() {
        a.own("call", command -> {
            handled.incrementAndGet();
            return new CompletableFuture<>();
        });
        a.own("another call", CompletableFuture::completedFuture);
        RoutedCommand first = command();
        assertThat(ask(b, "call", first, SHORT)).isEqualTo(new TimedOut());
        for (int k = 1; k < MOST; k++) {
            publish(topic("call"), forged(UUID.randomUUID(), replyTopic(), 1));
        }
        for (int k = 0; k < 10; k++) {
            assertThat(ask(b, "call", command(), LONG)).isEqualTo(new Rejected("too many commands are under way"));
        }
        assertThat(ask(b, "call", first, SHORT)).isEqualTo(new TimedOut());
        assertThat(ask(b, "another call", command(), LONG)).isInstanceOf(Answered.class);
        Eventually.until(() -> handled.get() == MOST);
    }

    @Test
    void remembersTheCommandsOfACallBesideABusyOne() {
        a.own("call", counting);
        a.own("busy call", CompletableFuture::completedFuture);
        RoutedCommand command = command();
        ask(b, "call", command, LONG);
        for (int k = 0; k <= MOST; k++) {
            ask(b, "busy call", command(), LONG);
        }
        assertThat(ask(b, "call", command, LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void remembersACommandWhenItsKeyIsOwnedAgainByTheSameNode() {
        RoutedCommand command = command();
        a.own("call", counting).close();
        a.own("call", counting);
        ask(b, "call", command, LONG);
        a.own("call", counting);
        assertThat(ask(b, "call", command, LONG)).isInstanceOf(Answered.class);
        assertThat(handled).hasValue(1);
    }

    @Test
    void remembersThatItCarriedOutWhatItsMemoryIsTooSmallFor() {
        byte[] large = new byte[StreamRouter.MAX_BYTES];
        a.own("call", command -> {
            handled.incrementAndGet();
            return CompletableFuture.completedFuture(large);
        });
        List<RoutedCommand> commands = new ArrayList<>();
        for (int k = 0; k < 600; k++) {
            commands.add(command());
            assertThat(ask(b, "call", commands.get(k), LONG)).isInstanceOf(Answered.class);
        }
        assertThat(ask(b, "call", commands.get(0), LONG)).isInstanceOf(Answered.class);
        assertThat(ask(b, "call", commands.get(599), LONG))
                .isEqualTo(new Rejected("it was carried out before; its answer is known no more"));
        assertThat(handled).hasValue(600);
    }

    @Test
    void carriesOutTheSameCommandForEachOfTwoKeys() {
        a.own("one", counting);
        a.own("two", command -> CompletableFuture.completedFuture("two".getBytes(UTF_8)));
        RoutedCommand command = command();
        network.hold();
        CompletableFuture<RouterReply> one = b.send("one", command, LONG).toCompletableFuture();
        CompletableFuture<RouterReply> two = b.send("two", command, LONG).toCompletableFuture();
        network.letGo();
        assertThat(((Answered) one.join()).body()).isEqualTo(command.body());
        assertThat(((Answered) two.join()).body()).isEqualTo("two".getBytes(UTF_8));
        assertThat(handled).hasValue(1);
    }

    @Test
    void tellsAReasonThatIsShortEnoughToBeTold() {
        a.own("call", command -> {
            throw new IllegalStateException("x".repeat(10 * StreamRouter.MAX_BYTES));
        });
        assertThat(((Rejected) ask(b, "call", command(), LONG)).reason()).hasSize(1_001);
    }
}
