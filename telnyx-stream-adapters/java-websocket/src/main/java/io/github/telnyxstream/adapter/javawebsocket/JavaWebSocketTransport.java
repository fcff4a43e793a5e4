package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.FramedataImpl1;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.framing.PongFrame;
import org.java_websocket.framing.TextFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of the library's, which takes over without limit and tells nobody when it has written. */
final class JavaWebSocketTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(JavaWebSocketTransport.class);

    private final StreamSockets server;
    private final StreamSocket socket;
    private boolean closing;

    JavaWebSocketTransport(StreamSockets server, StreamSocket socket) {
        this.server = server;
        this.socket = socket;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        ByteBuffer payload = ByteBuffer.allocate(message.lengthBytes());
        message.copyTo(payload);
        send(new TextFrame(), payload.flip(), callback);
    }

    @Override
    public void sendPing(SendCallback callback) {
        send(new PingFrame(), ByteBuffer.allocate(0), callback);
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        send(new PongFrame(), ByteBuffer.wrap(payload), callback);
    }

    private void send(FramedataImpl1 frame, ByteBuffer payload, SendCallback callback) {
        frame.setPayload(payload);
        callback.completeAfter(() -> socket.sendFrame(frame));
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    /**
     * Also asks again to write what the library has forgotten: when a frame is queued just as the selector has written the
     * last one, the library takes the wish to write back.
     */
    @Override
    public long bufferedBytes() {
        if (!socket.hasBufferedData()) {
            return 0; // mostly; to go through what waits takes two locks
        }
        long waiting = socket.outQueue.stream().mapToLong(ByteBuffer::remaining).sum();
        try {
            if (waiting > 0 && (socket.getSelectionKey().interestOps() & SelectionKey.OP_WRITE) == 0) {
                server.onWriteDemand(socket);
            }
        } catch (IllegalStateException ended) { // the key is cancelled, or its selector closed
            log.debug("The connection has ended", ended);
        }
        return waiting;
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
        CloseFrame frame = new CloseFrame();
        frame.setReason(reason);
        frame.setCode(code);
        try {
            socket.sendFrame(frame);
        } catch (RuntimeException closedAlready) {
            log.debug("The peer was faster in closing", closedAlready);
        }
        closing = true;
        ((StreamDraft) socket.getDraft()).closeFrameSent();
    }

    @Override
    public void abort() {
        socket.drop();
    }
}
