package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine sends reaches the peer whole and in order, and every send has exactly one end. */
public interface OutboundContract extends AdapterUnderTest {
    /** More than a kernel keeps for one connection. */
    long BEYOND_ALL_BUFFERS_BYTES = 64L << 20;

    /**
     * Thousands of messages of all lengths up to 32 KiB, each after the callback of the one before.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T3)
    default void sendsWholeMessagesInOrder() throws Exception {
        int count = 5_000;
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client();
                SendLog sends = new SendLog(bench.socket(), OutboundContract::message).start(count)) {
            Bench.await(() -> client.messageCount() == count);
            assertThat(client.messages())
                    .isEqualTo(IntStream.range(0, count)
                            .mapToObj(OutboundContract::message)
                            .toList());
            Bench.await(() -> sends.sent() == count);
            assertThat(sends.failed()).isZero();
            assertThat(sends.isRepeated()).isFalse();
        }
    }

    private static String message(int n) {
        int padding = n % 500 == 0 ? (32 << 10) - 10 : n % 700;
        return n + "-" + "p".repeat(padding);
    }

    /**
     * Characters of every length of UTF-8 leave as they were given.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T3)
    default void writesUtf8() throws Exception {
        String text = "a\u00e9\u20ac\ud83d\ude00";
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client();
                SendLog sends = new SendLog(bench.socket(), n -> text).start(1)) {
            Bench.await(() -> client.messageCount() == 1);
            assertThat(client.messages()).containsExactly(text);
            assertThat(sends.failed()).isZero();
        }
    }

    /**
     * The longest message that the engine sends leaves as one.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T3)
    default void sendsMessageOf32Kibibytes() throws Exception {
        String longest = "é".repeat(16 << 10);
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> longest).start(3)) {
            for (int n = 0; n < 3; n++) {
                assertThat(client.readMessage().text()).isEqualTo(longest);
            }
            assertThat(sends.failed()).isZero();
        }
    }

    /**
     * A message leaves as one text message without compression.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T3)
    default void writesPlainTextFrames() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> "{\"event\":\"clear\"}").start(2)) {
            for (int n = 0; n < 2; n++) {
                RawClient.Frame frame = client.readMessage();
                assertThat(frame.opcode()).isEqualTo(RawClient.TEXT);
                assertThat(frame.isCompressed()).isFalse();
                assertThat(frame.text()).isEqualTo("{\"event\":\"clear\"}");
            }
            assertThat(sends.failed()).isZero();
        }
    }

    /**
     * When the peer has vanished, the send under way fails, once, and so does every later one.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T1)
    default void failsSendsOnceThePeerHasVanished() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> "m".repeat(1_000)).start(Integer.MAX_VALUE)) {
            Bench.await(() -> sends.sent() > 0);
            client.reset();
            Bench.await(() -> sends.failed() == 1 && sends.unfinished() == 0);
            Bench.awaitEnd(bench.socket());
            try (SendLog later = new SendLog(bench.socket(), n -> "late").start(1)) {
                Bench.await(() -> later.failed() == 1);
                assertThat(later.sent()).isZero();
            }
            assertThat(sends.isRepeated()).isFalse();
        }
    }

    /**
     * When the peer reads nothing, a send stays without an end, instead of being queued without limit; aborting ends it.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T5)
    default void leavesTheSendUnfinishedWhenThePeerStopsReading() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> "s".repeat(32 << 10)).start(Integer.MAX_VALUE)) {
            sends.awaitStall();
            assertThat(client.isOpen())
                    .as("the peer is there, it only does not read")
                    .isTrue();
            assertThat(sends.sentBytes()).isLessThan(BEYOND_ALL_BUFFERS_BYTES);
            bench.socket().transport().abort();
            Bench.await(() -> sends.failed() == 1);
            assertThat(sends.unfinished()).isZero();
            assertThat(sends.isRepeated()).isFalse();
            Bench.awaitEnd(bench.socket());
        }
    }

    /**
     * When the peer reads again, sending goes on, and nothing has been lost.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T5)
    default void goesOnWhenThePeerReadsAgain() throws Exception {
        int count = 400;
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> n + "-" + "r".repeat(32_000)).start(count)) {
            sends.awaitStall();
            List<String> beginnings = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                String text = client.readMessage().text();
                beginnings.add(text.split("-", 2)[0]);
            }
            assertThat(beginnings)
                    .isEqualTo(
                            IntStream.range(0, count).mapToObj(String::valueOf).toList());
            Bench.await(() -> sends.sent() == count);
            assertThat(sends.isRepeated()).isFalse();
        }
    }

    /**
     * Two hundred connections at once, and each gets its own messages only.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T3)
    default void keepsConnectionsApart() throws Exception {
        int connections = 200;
        int messages = 20;
        try (Bench bench = Bench.of(this)) {
            List<WebSocketClient> clients = IntStream.range(0, connections)
                    .parallel()
                    .mapToObj(n -> WebSocketClient.connect(bench.port(), "/media/" + n))
                    .toList();
            Bench.await(() -> bench.admissions().sockets().size() == connections);
            List<SendLog> sends = bench.admissions().sockets().stream()
                    .map(socket -> new SendLog(socket, n -> socket.handshake().path() + " " + n).start(messages))
                    .toList();
            for (int n = 0; n < messages; n++) {
                for (int c = 0; c < connections; c++) {
                    clients.get(c).send("/media/" + c + " " + n);
                }
            }
            for (int c = 0; c < connections; c++) {
                WebSocketClient client = clients.get(c);
                Bench.await(() -> client.messageCount() == messages);
                assertThat(client.messages()).isEqualTo(numbered("/media/" + c, messages));
            }
            for (RecordedSocket socket : bench.admissions().sockets()) {
                Bench.await(() -> socket.textCount() == messages);
                assertThat(socket.texts()).isEqualTo(numbered(socket.handshake().path(), messages));
            }
            sends.forEach(SendLog::close);
            clients.forEach(WebSocketClient::close);
        }
    }

    private static List<String> numbered(String path, int count) {
        return IntStream.range(0, count).mapToObj(n -> path + " " + n).toList();
    }
}
