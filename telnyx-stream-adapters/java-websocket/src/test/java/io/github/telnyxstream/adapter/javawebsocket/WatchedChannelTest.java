package io.github.telnyxstream.adapter.javawebsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.java_websocket.drafts.Draft_6455;
import org.junit.jupiter.api.Test;

class WatchedChannelTest {

    @Test
    void asksAgainToWriteAFrameThatTheLibraryHasForgotten() throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> new StreamListener() {});
                ServerSocketChannel listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel peer = SocketChannel.open(listening.getLocalAddress());
                SocketChannel accepted = listening.accept();
                Selector selector = Selector.open()) {
            accepted.configureBlocking(false);
            SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
            StreamSockets server = new StreamSockets(new InetSocketAddress("127.0.0.1", 0), acceptor);
            WatchedSocket socket = new WatchedSocket(server, List.of(new Draft_6455()));
            WatchedChannel channel = new WatchedChannel(accepted, key, socket);

            channel.read(ByteBuffer.allocate(10));
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ);

            socket.outQueue.add(ByteBuffer.wrap(new byte[] {1}));
            peer.write(ByteBuffer.wrap(new byte[] {2}));
            channel.read(ByteBuffer.allocate(10));
            assertThat(key.interestOps()).isEqualTo(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }
}
