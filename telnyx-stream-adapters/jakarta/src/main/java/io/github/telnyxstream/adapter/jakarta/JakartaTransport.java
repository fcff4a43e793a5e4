package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of the container's, as the engine drives it. Its sends block: of the asynchronous ones no two containers mean
 * the same by their end.
 */
final class JakartaTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(JakartaTransport.class);
    /** A container's close may wait for a send. */
    private static final ExecutorService CLOSERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "telnyx-stream-close");
        thread.setDaemon(true);
        return thread;
    });

    private final Session session;
    private final AtomicBoolean closing = new AtomicBoolean();

    JakartaTransport(Session session) {
        this.session = session;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        callback.completeAfter(() -> session.getBasicRemote().sendText(message.text()));
    }

    @Override
    public void sendPing(SendCallback callback) {
        callback.completeAfter(() -> session.getBasicRemote().sendPing(ByteBuffer.allocate(0)));
    }

    @Override
    public boolean isSendBlocking() {
        return true;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            close(session, new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason));
        }
    }

    /** Jakarta has no word for hanging up without a frame; containers do not wait for the peer after this code. */
    @Override
    public void abort() {
        closing.set(true);
        close(session, new CloseReason(CloseCodes.CLOSED_ABNORMALLY, ""));
    }

    static void close(Session session, CloseReason reason) {
        CLOSERS.execute(() -> {
            try {
                session.close(reason);
            } catch (IOException | RuntimeException closedAlready) {
                log.debug("The peer was faster in closing", closedAlready);
            }
        });
    }
}
