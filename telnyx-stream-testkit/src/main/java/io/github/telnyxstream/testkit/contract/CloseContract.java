package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** T6 to T8: a connection ends, whoever ends it and however, and its end is told; more than one report does no harm. */
public interface CloseContract extends AdapterUnderTest {

    /**
     * The peer's code and reason arrive.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void tellsCodeAndReasonOfThePeer() throws Exception {
        for (int code : List.of(1000, 1011, 4321)) {
            try (Bench bench = Bench.of(this);
                    RawClient client = bench.rawClient()) {
                client.sendText("last words");
                client.sendClose(code, "grüße");
                Bench.awaitEnd(bench.socket());
                assertThat(bench.socket().closes()).containsExactly(new RecordedSocket.Closed(code, "grüße"));
                assertThat(bench.socket().texts()).containsExactly("last words");
                assertThat(client.readsCloseFrameBeforeTheEnd()).isTrue();
            }
        }
    }

    /**
     * A peer that says something, closes and hangs up at once is heard to the end: its end does not overtake its words.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void hearsTheLastWordsOfPeerThatHangsUpAtOnce() throws Exception {
        int words = 2_000;
        ByteArrayOutputStream lastWords = new ByteArrayOutputStream();
        for (int n = 0; n < words; n++) {
            byte[] word = ("w" + n).getBytes(StandardCharsets.US_ASCII);
            lastWords.writeBytes(RawClient.frame(RawClient.TEXT, true, word));
        }
        lastWords.writeBytes(RawClient.closeFrame(1000, "bye"));
        try (Bench bench = Bench.of(this)) {
            for (int n = 0; n < 20; n++) {
                RawClient client = bench.rawClient();
                client.write(lastWords.toByteArray());
                client.close();
                RecordedSocket socket = bench.socket(n);
                Bench.awaitEnd(socket);
                assertThat(socket.textCount()).isEqualTo(words);
                assertThat(socket.closes()).containsExactly(new RecordedSocket.Closed(1000, "bye"));
            }
        }
    }

    /**
     * A close without a code is a close in order.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void takesCloseWithoutCode() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendFrame(RawClient.CLOSE, true, new byte[0]);
            Bench.awaitEnd(bench.socket());
            assertThat(bench.socket().closes())
                    .singleElement()
                    .satisfies(closed -> assertThat(closed.code()).isIn(1000, 1005));
        }
    }

    /**
     * A reset connection is told as lost.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void tellsResetConnectionAsLost() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            client.sendText("still here");
            Bench.await(() -> bench.socket().textCount() == 1);
            client.reset();
            Bench.awaitEnd(bench.socket());
            assertThat(bench.socket().isLost()).isTrue();
        }
    }

    /**
     * A peer that hangs up without a close frame is told as lost.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void tellsHangupWithoutCloseFrameAsLost() throws Exception {
        try (Bench bench = Bench.of(this)) {
            bench.rawClient().close();
            Bench.awaitEnd(bench.socket());
            assertThat(bench.socket().isLost()).isTrue();
        }
    }

    /**
     * The peer gets code and reason, once, however many threads close.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T6)
    default void closesOnceForAllThreads() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            RecordedSocket socket = bench.socket();
            CompletableFuture<?>[] closers = IntStream.range(0, 8)
                    .mapToObj(n ->
                            CompletableFuture.runAsync(() -> socket.transport().close(4000, "done")))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(closers).join();
            RawClient.Frame close = client.readFrame();
            assertThat(close.opcode()).isEqualTo(RawClient.CLOSE);
            assertThat(close.payload()).startsWith(4000 >> 8, 4000 & 0xff).endsWith('d', 'o', 'n', 'e');
            client.writeInSpiteOfHangup(RawClient.closeFrame(4000, "done"));
            assertThat(client.readsCloseFrameBeforeTheEnd())
                    .as("a second close frame")
                    .isFalse();
            Bench.awaitEnd(socket);
            socket.transport().close(1000, "again");
            socket.transport().abort();
        }
    }

    /**
     * What was sent before the close arrives before the close, even when the peer goes on talking.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T6)
    default void deliversWhatWasSentBeforeTheClose() throws Exception {
        int count = 200;
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> n + "-" + "q".repeat(300)).start(count)) {
            Bench.await(() -> sends.sent() == count);
            bench.socket().transport().close(1000, "bye");
            byte[] talk = "{\"event\":\"media\"}".getBytes(StandardCharsets.US_ASCII);
            for (int n = 0; n < 50; n++) {
                client.sendInSpiteOfHangup(RawClient.TEXT, true, talk);
            }
            for (int n = 0; n < count; n++) {
                assertThat(client.readMessage().text()).startsWith(n + "-");
            }
            assertThat(client.readFrame().opcode()).isEqualTo(RawClient.CLOSE);
            client.writeInSpiteOfHangup(RawClient.closeFrame(1000, "bye"));
            Bench.awaitEnd(bench.socket());
        }
    }

    /**
     * Closing does not wait for a send that does not end, and the send ends once, when the connection is dropped.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T6)
    default void closesDuringSend() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient();
                SendLog sends = new SendLog(bench.socket(), n -> "c".repeat(32 << 10)).start(Integer.MAX_VALUE)) {
            sends.awaitStall();
            assertThat(client.isOpen())
                    .as("the peer is there, it only does not read")
                    .isTrue();
            bench.socket().transport().close(1000, "enough");
            bench.socket().transport().abort();
            Bench.awaitEnd(bench.socket());
            Bench.await(() -> sends.failed() == 1 && sends.unfinished() == 0);
            assertThat(sends.isRepeated()).isFalse();
        }
    }

    /**
     * Aborting hangs up without a close frame, and once.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T7)
    default void abortsWithoutHandshake() throws Exception {
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            RecordedSocket socket = bench.socket();
            socket.transport().abort();
            assertThat(client.readsCloseFrameBeforeTheEnd()).isFalse();
            Bench.awaitEnd(socket);
            socket.transport().abort();
            socket.transport().close(1000, "too late");
        }
    }

    /**
     * A server that stops tells its peers and its listeners.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void endsEveryConnectionWhenTheServerStops() throws Exception {
        Bench bench = Bench.of(this);
        try (WebSocketClient client = bench.client()) {
            bench.socket();
            bench.close();
            Bench.await(() -> client.end().isDone());
        }
    }
}
