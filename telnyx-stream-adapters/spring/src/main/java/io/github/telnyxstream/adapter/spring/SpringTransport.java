package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.BlockingCalls;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One session of Spring's, as the engine drives it. Its sends block. */
final class SpringTransport implements StreamTransport {
    private static final CloseStatus ABNORMAL = new CloseStatus(1006);

    private final WebSocketSession session;
    private final BlockingCalls calls = new BlockingCalls();

    SpringTransport(WebSocketSession session) {
        this.session = session;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        calls.send(callback, () -> session.sendMessage(new TextMessage(message.text())));
    }

    @Override
    public void sendPing(SendCallback callback) {
        calls.send(callback, () -> session.sendMessage(new PingMessage()));
    }

    @Override
    public boolean isSendBlocking() {
        return true;
    }

    @Override
    public void close(int code, String reason) {
        calls.close(() -> session.close(new CloseStatus(code, reason)));
    }

    /** There is no word for hanging up without a frame; a container whose thread is interrupted does not wait to write one. */
    @Override
    public void abort() {
        calls.abort(() -> session.close(ABNORMAL));
    }

    /** The container has told the end. */
    void ended() {
        calls.ended();
    }
}
