package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.transport.Admissions;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaWebSocketTransportTest {
    private static final Admissions NOBODY = handshake -> null;

    @Test
    void tellsWhatTheLibraryHoldsAndAsksAgainToWriteAFrameThatItHasForgotten() throws Exception {
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel channel = SocketChannel.open();
                Selector selector = Selector.open()) {
            StreamSockets server = new StreamSockets(listening, NOBODY);
            server.start();
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            StreamSocket socket = new StreamSocket(server, List.of(new StreamDraft()));
            socket.setSelectionKey(key);
            JavaWebSocketTransport transport = new JavaWebSocketTransport(server, socket);

            assertThat(transport.bufferedBytes()).isZero();
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_CONNECT);

            socket.outQueue.add(ByteBuffer.wrap(new byte[7]));
            assertThat(transport.bufferedBytes()).isEqualTo(7);
            assertThat(key.interestOps() & SelectionKey.OP_WRITE).isEqualTo(SelectionKey.OP_WRITE);

            key.cancel();
            assertThat(transport.bufferedBytes()).isEqualTo(7);
            server.stop();
        }
    }
}
