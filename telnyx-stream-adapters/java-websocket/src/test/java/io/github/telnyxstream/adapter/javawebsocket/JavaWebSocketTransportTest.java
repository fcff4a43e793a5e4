package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaWebSocketTransportTest {

    @Test
    void tellsWhatTheLibraryHoldsAndAsksAgainToWriteAFrameThatItHasForgotten() throws Exception {
        try (SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            StreamSockets server = new StreamSockets(
                    new InetSocketAddress("127.0.0.1", 0), handshake -> null, request -> new PlainAnswer(200, ""));
            StreamSocket socket = new StreamSocket(server, List.of(new StreamDraft()));
            socket.setSelectionKey(key);
            JavaWebSocketTransport transport = new JavaWebSocketTransport(socket);

            assertThat(transport.bufferedBytes()).isZero();
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_CONNECT);

            socket.outQueue.add(ByteBuffer.wrap(new byte[7]));
            assertThat(transport.bufferedBytes()).isEqualTo(7);
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_CONNECT | SelectionKey.OP_WRITE);
        }
    }
}
