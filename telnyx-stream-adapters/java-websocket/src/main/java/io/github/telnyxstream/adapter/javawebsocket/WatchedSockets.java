package io.github.telnyxstream.adapter.javawebsocket;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.enums.ReadyState;
import org.java_websocket.framing.CloseFrame;

/** Makes the sockets of accepted connections. */
final class WatchedSockets implements WebSocketServerFactory {
    /** A few seconds of audio: more in the kernel would hide for minutes that the peer has stopped reading. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final int HANDSHAKE_SECONDS = 10;

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, List<Draft> drafts) {
        WatchedSocket socket = new WatchedSocket(server, drafts);
        // the library would let a connection that asks for nothing stay for ever
        CompletableFuture.delayedExecutor(HANDSHAKE_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (socket.getReadyState() == ReadyState.NOT_YET_CONNECTED) {
                socket.closeConnection(CloseFrame.NEVER_CONNECTED, "");
            }
        });
        return socket;
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, Draft draft) {
        return createWebSocket(server, List.of(draft));
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        return new WatchedChannel(channel, key, (WatchedSocket) key.attachment());
    }

    @Override
    public void close() {
        // holds nothing
    }
}
