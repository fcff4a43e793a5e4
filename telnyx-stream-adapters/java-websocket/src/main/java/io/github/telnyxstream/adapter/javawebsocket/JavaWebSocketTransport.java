package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.TextFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of the library's. The library queues without limit and tells nobody when it has written, so a send is
 * finished when its channel says that the frame has gone to the kernel.
 */
final class JavaWebSocketTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(JavaWebSocketTransport.class);
    private static final int CLOSE_PATIENCE_SECONDS = 5;

    private final WebSocketImpl socket;
    private final AtomicReference<@Nullable SendCallback> unfinished = new AtomicReference<>();
    private volatile boolean gone;
    private boolean closing;

    JavaWebSocketTransport(WebSocketImpl socket) {
        this.socket = socket;
        ((WatchedChannel) socket.getChannel()).onTextWritten(this::written);
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        TextFrame frame = new TextFrame();
        // a copy, because the library wants the array behind the buffer
        frame.setPayload(
                ByteBuffer.allocate(message.lengthBytes()).put(message.utf8()).flip());
        unfinished.set(callback);
        try {
            queue(frame);
        } catch (IOException | RuntimeException refused) {
            fail(refused);
        }
        if (gone) {
            fail(new IOException("the socket is closed"));
        }
    }

    @Override
    public void sendPing(SendCallback callback) {
        try {
            queue(new PingFrame());
        } catch (IOException | RuntimeException refused) {
            callback.failed(refused);
            return;
        }
        callback.sent();
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    private synchronized void queue(Framedata frame) throws IOException {
        if (closing) {
            throw new IOException("the socket is being closed");
        }
        socket.sendFrame(frame);
    }

    private void written() {
        SendCallback callback = unfinished.getAndSet(null);
        if (callback != null) {
            callback.sent();
        }
    }

    private void fail(Exception cause) {
        SendCallback callback = unfinished.getAndSet(null);
        if (callback != null) {
            callback.failed(cause);
        }
    }

    /** The library has closed the socket and writes nothing any more. */
    void gone() {
        gone = true;
        fail(new IOException("the socket was closed before the message was sent"));
    }

    /**
     * The library's own close hangs up right behind its close frame; with the peer's audio still coming in, the kernel
     * then resets the connection and throws away what the peer has not read. So the peer is given time to answer.
     */
    @Override
    public synchronized void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        CloseFrame frame = new CloseFrame();
        frame.setReason(reason);
        frame.setCode(code);
        try {
            socket.sendFrame(frame);
        } catch (WebsocketNotConnectedException closedAlready) {
            log.debug("The peer was faster in closing", closedAlready);
        }
        ((StreamDraft) socket.getDraft()).closeFrameSent();
        CompletableFuture.delayedExecutor(CLOSE_PATIENCE_SECONDS, TimeUnit.SECONDS)
                .execute(this::abort);
    }

    @Override
    public void abort() {
        socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, "");
    }
}
