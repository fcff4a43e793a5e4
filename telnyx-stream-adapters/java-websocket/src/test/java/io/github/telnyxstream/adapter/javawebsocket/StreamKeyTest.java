package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server was told to stop, and the library's thread has closed the selector while others are still at work. */
class StreamKeyTest {
    private final Selector stopped;
    private final StreamKey key;

    StreamKeyTest() throws IOException {
        stopped = Selector.open();
        key = new StreamKey(new KeyAmidTheClosing(stopped));
    }

    @AfterEach
    void close() throws IOException {
        stopped.close();
    }

    /** As the JDK has it between the first and the last step of closing a selector: valid, but good for nothing. */
    private static final class KeyAmidTheClosing extends SelectionKey {
        private final Selector selector;
        private boolean cancelled;

        KeyAmidTheClosing(Selector selector) {
            this.selector = selector;
        }

        @Override
        public SelectableChannel channel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public boolean isValid() {
            return !cancelled;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int interestOps() {
            return OP_READ;
        }

        @Override
        public SelectionKey interestOps(int operations) {
            throw new ClosedSelectorException();
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }

    @Test
    void tellsTheLibraryThatTheKeyIsCancelled() {
        assertThatThrownBy(() -> key.interestOps(SelectionKey.OP_WRITE)).isInstanceOf(CancelledKeyException.class);
    }

    @Test
    void asksForNothingMore() {
        assertThatCode(() -> key.add(SelectionKey.OP_WRITE)).doesNotThrowAnyException();
        assertThatCode(() -> key.remove(SelectionKey.OP_READ)).doesNotThrowAnyException();
        assertThat(key.isValid()).isFalse();
    }

    @Test
    void letsTheEngineLookAtWhatWaits() {
        StreamSockets server = new StreamSockets(
                new InetSocketAddress("127.0.0.1", 0), handshake -> null, request -> new PlainAnswer(200, ""));
        StreamSocket socket = new StreamSocket(server, List.of(new StreamDraft()));
        socket.setSelectionKey(new KeyAmidTheClosing(stopped));
        socket.outQueue.add(ByteBuffer.allocate(7));
        assertThat(new JavaWebSocketTransport(socket).bufferedBytes()).isEqualTo(7);
    }
}
