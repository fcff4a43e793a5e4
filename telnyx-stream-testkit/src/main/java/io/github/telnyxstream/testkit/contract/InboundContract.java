package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the peer sends reaches the engine whole, in order and one at a time. */
public interface InboundContract extends AdapterUnderTest {
    /** What must be taken at most, in bytes. */
    int MAX_MESSAGE_BYTES = 2 << 20;

    /**
     * Many messages arrive in the order of the wire, one at a time.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void handsMessagesOverInOrder() throws Exception {
        List<String> sent =
                IntStream.range(0, 2_000).mapToObj(n -> n + "x".repeat(n % 500)).toList();
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client()) {
            sent.forEach(client::send);
            Bench.await(() -> bench.socket().textCount() == sent.size());
            assertThat(bench.socket().texts()).isEqualTo(sent);
        }
    }

    /**
     * What a peer says right behind the answer to its handshake arrives, also where another thread than the server's has let
     * it in: a lost {@code start} is a call in silence.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void hearsWhatIsSaidRightBehindTheHandshake() throws Exception {
        List<String> sent = CallingPeer.messagesBeforeMedia(1);
        int peers = 4;
        int handshakes = 50;
        RecordingAdmissions admissions = RecordingAdmissions.forEverybody(ForkJoinPool.commonPool());
        Queue<RawClient> clients = new ConcurrentLinkedQueue<>();
        try (Bench bench = Bench.of(this, admissions)) {
            List<CompletableFuture<Void>> talking = IntStream.range(0, peers)
                    .mapToObj(peer -> Stranger.run(() -> {
                        for (int k = 0; k < handshakes; k++) {
                            RawClient client = bench.rawClient();
                            clients.add(client);
                            sent.forEach(client::sendTextOrThrow);
                        }
                    }))
                    .toList();
            for (CompletableFuture<Void> peer : talking) {
                Eventually.result(peer);
            }
            for (int n = 0; n < peers * handshakes; n++) {
                RecordedSocket socket = bench.socket(n);
                Bench.await(() -> socket.textCount() == sent.size());
                assertThat(socket.texts()).isEqualTo(sent);
            }
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /**
     * Long messages arrive whole, up to 2 MiB.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void takesMessagesUpToTwoMebibytes() throws Exception {
        List<String> sent = IntStream.of(125, 126, 65_535, 65_536, 300_000, MAX_MESSAGE_BYTES)
                .mapToObj("y"::repeat)
                .toList();
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            for (String message : sent) {
                client.sendText(message);
            }
            Bench.await(() -> bench.socket().textCount() == sent.size());
            assertThat(bench.socket().texts()).isEqualTo(sent);
        }
    }

    /**
     * A message above the limit ends its connection, and only that.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void hangsUpOnMessageAboveTheLimit() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            RecordedSocket socket = bench.socket();
            client.sendInSpiteOfHangup(RawClient.TEXT, true, new byte[MAX_MESSAGE_BYTES + 1]);
            Bench.awaitEnd(socket);
            assertThat(socket.texts()).isEmpty();
            client.readsCloseFrameBeforeTheEnd();
        }
    }

    /**
     * A message above the limit ends its connection also when it comes in pieces.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void hangsUpOnEndlessFragments() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            RecordedSocket socket = bench.socket();
            byte[] piece = new byte[64 << 10];
            Arrays.fill(piece, (byte) 'z');
            for (int n = 0; n < 40; n++) {
                client.sendInSpiteOfHangup(n == 0 ? RawClient.TEXT : RawClient.CONTINUATION, false, piece);
            }
            Bench.awaitEnd(socket);
            assertThat(socket.texts()).isEmpty();
        }
    }

    /**
     * Pieces become one message, with a ping in between, and with a character cut in two.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void putsFragmentsTogether() throws Exception {
        byte[] text = "{\"text\":\"grüße 😀\"}".getBytes(StandardCharsets.UTF_8);
        int middleOfEmoji = text.length - 4;
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendFrame(RawClient.TEXT, false, Arrays.copyOfRange(text, 0, 12));
            client.sendFrame(RawClient.PING, true, new byte[] {1, 2, 3});
            client.sendFrame(RawClient.CONTINUATION, false, Arrays.copyOfRange(text, 12, middleOfEmoji));
            client.sendFrame(RawClient.CONTINUATION, false, new byte[0]);
            client.sendFrame(RawClient.CONTINUATION, true, Arrays.copyOfRange(text, middleOfEmoji, text.length));
            client.sendText("next");
            Bench.await(() -> bench.socket().textCount() == 2);
            assertThat(bench.socket().texts()).containsExactly(new String(text, StandardCharsets.UTF_8), "next");
            RawClient.Frame pong = client.readFrame();
            assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
        }
    }

    /**
     * Characters of every length of UTF-8 arrive as they were sent.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void readsUtf8() throws Exception {
        String message = "a\u0000\u00e9\u20ac\ud83d\ude00\uffff";
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client()) {
            client.send(message);
            client.send("");
            Bench.await(() -> bench.socket().textCount() == 2);
            assertThat(bench.socket().texts()).containsExactly(message, "");
        }
    }

    /**
     * What is no UTF-8 is not handed over, and ends the connection (RFC 6455, section 8.1).
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void hangsUpOnWhatIsNoUtf8() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendFrame(RawClient.TEXT, true, new byte[] {'a', (byte) 0xc3, (byte) 0x28});
            Bench.awaitEnd(bench.socket());
            assertThat(bench.socket().texts()).isEmpty();
        }
    }

    /**
     * A binary message is reported, and the connection goes on.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void reportsBinaryMessagesAndGoesOn() throws Exception {
        try (Bench bench = Bench.of(this);
                WebSocketClient client = bench.client()) {
            client.send("before");
            client.sendBinary(new byte[300]);
            client.send("after");
            Bench.await(() -> bench.socket().textCount() == 2);
            assertThat(bench.socket().texts()).containsExactly("before", "after");
            assertThat(bench.socket().binaries()).containsExactly(300);
            assertThat(bench.socket().hasEnded()).isFalse();
        }
    }

    /**
     * A frame without a mask ends the connection and is not handed over (RFC 6455, section 5.1).
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T9)
    default void hangsUpOnFrameWithoutMask() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendText("with a mask");
            Bench.await(() -> bench.socket().textCount() == 1);
            client.sendUnmaskedText("without");
            Bench.awaitEnd(bench.socket());
            assertThat(bench.socket().texts()).containsExactly("with a mask");
        }
    }
}
