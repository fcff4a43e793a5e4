package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library's server: tells the engine what the library says. */
final class StreamSockets extends WebSocketServer {
    private static final Logger log = LoggerFactory.getLogger(StreamSockets.class);
    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final Admissions acceptor;
    private final CompletableFuture<Void> bound = new CompletableFuture<>();

    /** What hangs on a socket from the upgrade to its end. */
    private record Open(JavaWebSocketTransport transport, TransportListener listener) {}

    StreamSockets(InetSocketAddress address, Admissions acceptor) {
        super(address, List.of(new StreamDraft()));
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0); // the engine asks for signs of life itself
        setWebSocketFactory(new WatchedSockets());
    }

    void awaitBound() {
        try {
            bound.join();
        } catch (CompletionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof IllegalStateException stopped) {
                throw new IllegalStateException("the server was stopped", stopped);
            }
            throw new UncheckedIOException(
                    "cannot listen on " + getAddress(), cause instanceof IOException io ? io : new IOException(cause));
        }
    }

    /** Drops what has not closed in order; the library forgets it otherwise. A start from now on fails. */
    void dropAll() {
        bound.completeExceptionally(new IllegalStateException("stopped"));
        getConnections().forEach(socket -> drop((WebSocketImpl) socket, CloseFrame.ABNORMAL_CLOSE, ""));
    }

    private static void drop(WebSocketImpl socket, int code, String reason) {
        socket.closeConnection(code, reason);
    }

    @Override
    public void onStart() {
        bound.complete(null);
    }

    @Override
    public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
            WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
        if (request.getFieldValue("Sec-WebSocket-Key").isEmpty()) {
            // the library would find out only after a place was taken; it answers 404
            throw new InvalidDataException(CloseFrame.PROTOCOL_ERROR, "no Sec-WebSocket-Key");
        }
        Admission admission = acceptor.authorise(handshake(socket, request))
                .toCompletableFuture()
                .join();
        if (admission.isAccepted()) {
            socket.setAttachment(admission);
        } else {
            ((StreamDraft) draft).refuse(admission.httpStatus());
        }
        return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
    }

    private static Handshake handshake(WebSocket socket, ClientHandshake request) {
        String target = request.getResourceDescriptor();
        int queryAt = target.indexOf('?');
        String path = queryAt < 0 ? target : target.substring(0, queryAt);
        String query = queryAt < 0 ? null : target.substring(queryAt + 1);
        Map<String, List<String>> headers = new HashMap<>();
        for (Iterator<String> names = request.iterateHttpFields(); names.hasNext(); ) {
            String name = names.next();
            headers.put(name, List.of(request.getFieldValue(name)));
        }
        InetSocketAddress remote = socket.getRemoteSocketAddress();
        return new Handshake(path, query, headers, remote == null ? null : remote.toString());
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        if (!(socket.getAttachment() instanceof Admission admission)) {
            socket.close(); // refused: the draft has answered and sends no frame
        } else if (!socket.isOpen()) {
            admission.abandon();
        } else {
            WebSocketImpl accepted = (WebSocketImpl) socket;
            JavaWebSocketTransport transport = new JavaWebSocketTransport(accepted);
            accepted.setAttachment(new Open(transport, admission.open(transport)));
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        if (socket.getAttachment() instanceof Open open) {
            open.listener.onText(message);
        }
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        if (socket.getAttachment() instanceof Open open) {
            open.listener.onBinary(message.remaining());
        }
    }

    @Override
    public void onWebsocketPing(WebSocket socket, Framedata frame) {
        super.onWebsocketPing(socket, frame);
        signOfLife(socket);
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata frame) {
        signOfLife(socket);
    }

    private static void signOfLife(WebSocket socket) {
        if (socket.getAttachment() instanceof Open open) {
            open.listener.onSignOfLife();
        }
    }

    /** The library waits for ever for the last bytes to be taken; this does not. */
    @Override
    public void onClosing(WebSocket socket, int code, String reason, boolean remote) {
        CompletableFuture.delayedExecutor(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> drop((WebSocketImpl) socket, code, reason));
    }

    @Override
    public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
        if (socket.getAttachment() instanceof Open open) {
            open.transport.gone();
            // the library has codes below zero for what never was a proper close
            open.listener.onClose(code < 0 ? CloseFrame.ABNORMAL_CLOSE : code, reason == null ? "" : reason);
        }
    }

    /** Of a socket: the library closes it in any case, so the cause is for the log only. */
    @Override
    public void onError(@Nullable WebSocket socket, Exception cause) {
        if (socket != null) {
            log.debug("The server reports an error on a stream's socket", cause);
        } else if (!bound.completeExceptionally(cause)) {
            log.error("The stream server has failed", cause);
        }
    }
}
