package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketAdapter;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.WebSocketServerFactory;
import org.java_websocket.drafts.Draft;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/** The library's server: decides who is let in, and tells the engine what the library says. */
final class StreamSockets extends WebSocketServer implements WebSocketServerFactory {
    /** Completed when the library's thread has begun: what is stopped before that would keep its port. */
    final CompletableFuture<Void> started = new CompletableFuture<>();

    private final Admissions acceptor;

    StreamSockets(ServerSocketChannel listening, Admissions acceptor) {
        super(listening);
        this.acceptor = acceptor;
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0); // pings are the engine's
        setWebSocketFactory(this);
    }

    /** Has a socket's thread look at what was put into its queue. */
    void decodeLater(StreamSocket socket) {
        try {
            queue(socket);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, List<Draft> drafts) {
        return new StreamSocket(this, List.of(new StreamDraft()));
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, Draft draft) {
        return createWebSocket(server, List.of(draft));
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
        // a few seconds of audio: more in the kernel would hide for minutes that the peer has stopped reading
        return channel.setOption(StandardSocketOptions.SO_SNDBUF, 64 << 10);
    }

    @Override
    public void close() {}

    @Override
    public void onStart() {
        started.complete(null);
    }

    /** Lets in or refuses, now or later, on whatever thread. */
    void decide(StreamSocket socket, ClientHandshake request) {
        Handshake handshake = Handshake.of(
                request.getResourceDescriptor(),
                request::iterateHttpFields,
                name -> List.of(request.getFieldValue(name).strip()),
                socket.getRemoteSocketAddress());
        acceptor.decide("GET", handshake).thenAccept(socket::decided);
    }

    private static TransportListener listener(WebSocket socket) {
        return socket.getAttachment() instanceof TransportListener listener ? listener : TransportListener.deaf();
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        if (socket.isOpen() && socket.getAttachment() instanceof Admission admission) {
            socket.setAttachment(admission.open(new JavaWebSocketTransport(this, (StreamSocket) socket)));
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        listener(socket).onText(message);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        listener(socket).onBinary(message.remaining());
    }

    /** Left to the engine, which sends one pong at a time: the library would queue them without limit. */
    @Override
    public void onWebsocketPing(WebSocket socket, Framedata ping) {
        byte[] payload = new byte[ping.getPayloadData().remaining()];
        ping.getPayloadData().get(payload);
        listener(socket).onUnansweredPing(payload);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata pong) {
        listener(socket).onSignOfLife();
    }

    /** The library has codes below zero for what never was a proper close. */
    @Override
    public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
        listener(socket).onClose(code < 0 ? CloseFrame.ABNORMAL_CLOSE : code, reason == null ? "" : reason);
    }

    /** The library has logged it, and closes in any case. */
    @Override
    public void onError(@Nullable WebSocket socket, Exception cause) {
        started.completeExceptionally(cause);
    }
}
