package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.BlockingCalls;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * One session of the container's, as the engine drives it. Its sends block: of the asynchronous ones no two containers mean
 * the same by their end.
 */
record JakartaTransport(Session session, BlockingCalls calls) implements StreamTransport {
    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        calls.send(callback, () -> session.getBasicRemote().sendText(message.text()));
    }

    @Override
    public void sendPing(SendCallback callback) {
        calls.send(callback, () -> session.getBasicRemote().sendPing(ByteBuffer.allocate(0)));
    }

    @Override
    public void close(int code, String reason) {
        calls.close(() -> session.close(new CloseReason(CloseCodes.getCloseCode(code), reason)));
    }

    /** Jakarta has no word for hanging up without a frame; a container whose thread is interrupted does not wait to write one. */
    @Override
    public void abort() {
        calls.abort(() -> session.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "")));
    }
}
