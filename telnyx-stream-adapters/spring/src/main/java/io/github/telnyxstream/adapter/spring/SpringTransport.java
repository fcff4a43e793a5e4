package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One session of Spring's, as the engine drives it. Its sends block. */
final class SpringTransport implements StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(SpringTransport.class);
    private static final CloseStatus ABNORMAL = new CloseStatus(1006);
    /** A container's close may wait for a send. */
    private static final ExecutorService CLOSERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "telnyx-stream-close");
        thread.setDaemon(true);
        return thread;
    });

    private final WebSocketSession session;
    private final AtomicBoolean closing = new AtomicBoolean();

    SpringTransport(WebSocketSession session) {
        this.session = session;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        callback.completeAfter(() -> session.sendMessage(new TextMessage(message.text())));
    }

    @Override
    public void sendPing(SendCallback callback) {
        callback.completeAfter(() -> session.sendMessage(new PingMessage()));
    }

    @Override
    public boolean isSendBlocking() {
        return true;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            close(session, new CloseStatus(code, reason));
        }
    }

    /** There is no word for hanging up without a frame; containers do not wait for the peer after this code. */
    @Override
    public void abort() {
        closing.set(true);
        close(session, ABNORMAL);
    }

    static void close(WebSocketSession session, CloseStatus status) {
        CLOSERS.execute(() -> {
            try {
                session.close(status);
            } catch (IOException | RuntimeException closedAlready) {
                log.debug("The peer was faster in closing", closedAlready);
            }
        });
    }
}
