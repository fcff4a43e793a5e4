package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library's server: decides what a request gets, and tells the engine what the library says. */
final class StreamSockets extends WebSocketServer implements WebSocketServerFactory {
    private static final Logger log = LoggerFactory.getLogger(StreamSockets.class);
    /** A few seconds of audio: more in the kernel would hide for minutes that the peer has stopped reading. */
    private static final int SEND_BUFFER_BYTES = 64 << 10;

    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final Admissions acceptor;
    private final Function<? super Handshake, PlainAnswer> plainRequests;
    private final CompletableFuture<Void> bound = new CompletableFuture<>();

    StreamSockets(
            InetSocketAddress address, Admissions acceptor, Function<? super Handshake, PlainAnswer> plainRequests) {
        super(address, List.of(new StreamDraft()));
        this.acceptor = acceptor;
        this.plainRequests = plainRequests;
        setTcpNoDelay(true);
        setReuseAddr(true);
        setConnectionLostTimeout(0); // pings are the engine's
        setWebSocketFactory(this);
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
        getConnections().forEach(socket -> ((WebSocketImpl) socket).closeConnection(CloseFrame.ABNORMAL_CLOSE, ""));
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, List<Draft> drafts) {
        return new StreamSocket(this, drafts);
    }

    @Override
    public WebSocketImpl createWebSocket(WebSocketAdapter server, Draft draft) {
        return createWebSocket(server, List.of(draft));
    }

    @Override
    public ByteChannel wrapChannel(SocketChannel channel, SelectionKey key) throws IOException {
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER_BYTES);
        return new StreamChannel(channel, (StreamSocket) key.attachment());
    }

    @Override
    public void close() {
        // as a factory of sockets it holds nothing
    }

    @Override
    public void onStart() {
        bound.complete(null);
    }

    /** Gives a request its answer, now or later, on whatever thread. */
    void decide(StreamSocket socket, RequestHead head) {
        if (head.isTooLong()) {
            socket.answer(431, "", "the head of the request is too long\n");
        } else if (!head.isReadable()) {
            socket.answer(400, "", "");
        } else if (!head.has("Upgrade", "websocket") || !head.has("Connection", "upgrade")) {
            answerPlainRequest(socket, head);
        } else if (!head.has("Sec-WebSocket-Version", "13")) {
            socket.answer(426, "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n", "");
        } else if (!head.method().equals("GET") || !head.has("Sec-WebSocket-Key")) {
            socket.answer(400, "", "");
        } else {
            acceptor.authorise(handshake(socket, head)).thenAccept(admission -> {
                if (admission.isAccepted()) {
                    socket.letIn(admission);
                } else {
                    socket.answer(admission.httpStatus(), "", "");
                }
            });
        }
    }

    private static Handshake handshake(StreamSocket socket, RequestHead head) {
        InetSocketAddress remote = socket.getRemoteSocketAddress();
        return head.handshake(remote == null ? null : remote.toString());
    }

    /** On threads that serve no call: the embedder's code may block. */
    private void answerPlainRequest(StreamSocket socket, RequestHead head) {
        if (!List.of("GET", "HEAD", "OPTIONS").contains(head.method())) {
            socket.answer(405, "Allow: GET, HEAD, OPTIONS\r\n", "");
            return;
        }
        ForkJoinPool.commonPool().execute(() -> {
            try {
                PlainAnswer answer = plainRequests.apply(handshake(socket, head));
                socket.answer(answer.httpStatus(), "", head.method().equals("HEAD") ? "" : answer.text());
            } catch (RuntimeException | Error broken) {
                log.error("A plain request could not be answered", broken);
                socket.answer(500, "", "");
            }
        });
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake request) {
        if (socket.isOpen() && socket.getAttachment() instanceof Admission admission) {
            socket.setAttachment(admission.open(new JavaWebSocketTransport((StreamSocket) socket)));
        }
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        if (socket.getAttachment() instanceof TransportListener listener) {
            listener.onText(message);
        }
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        if (socket.getAttachment() instanceof TransportListener listener) {
            listener.onBinary(message.remaining());
        }
    }

    /** Left to the engine, which sends one pong at a time: the library would queue them without limit. */
    @Override
    public void onWebsocketPing(WebSocket socket, Framedata ping) {
        if (socket.getAttachment() instanceof TransportListener listener) {
            byte[] payload = new byte[ping.getPayloadData().remaining()];
            ping.getPayloadData().get(payload);
            listener.onUnansweredPing(payload);
        }
    }

    @Override
    public void onWebsocketPong(WebSocket socket, Framedata pong) {
        if (socket.getAttachment() instanceof TransportListener listener) {
            listener.onSignOfLife();
        }
    }

    /** The library waits for ever for the last bytes to be taken; this does not. */
    @Override
    public void onClosing(WebSocket socket, int code, String reason, boolean remote) {
        CompletableFuture.delayedExecutor(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS, Runnable::run)
                .execute(() -> ((WebSocketImpl) socket).closeConnection(code, reason));
    }

    @Override
    public void onClose(WebSocket socket, int code, @Nullable String reason, boolean remote) {
        if (socket.getAttachment() instanceof TransportListener listener) {
            // the library has codes below zero for what never was a proper close
            listener.onClose(code < 0 ? CloseFrame.ABNORMAL_CLOSE : code, reason == null ? "" : reason);
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
