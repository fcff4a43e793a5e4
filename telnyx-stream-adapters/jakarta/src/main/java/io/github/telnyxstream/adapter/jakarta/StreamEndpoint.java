package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.BlockingCalls;
import io.github.telnyxstream.stream.transport.TransportListener;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler.Partial;
import jakarta.websocket.MessageHandler.Whole;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/** Tells the engine what comes in on one socket. */
final class StreamEndpoint extends Endpoint {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /** How long Tomcat waits for the answer to a close, 30 s unless told; other containers pass over it. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private final Admission admission;
    private final BlockingCalls calls = new BlockingCalls();
    private final StringBuilder text = new StringBuilder();
    private int binaryBytes;
    private TransportListener listener = TransportListener.deaf();

    StreamEndpoint(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0); // the engine watches for silence itself
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, 2_000L);
        JakartaTransport transport = new JakartaTransport(session, calls);
        listener = admission.open(transport);
        session.addMessageHandler(String.class, (Partial<String>) (part, last) -> hear(transport, part, last));
        session.addMessageHandler(ByteBuffer.class, (Partial<ByteBuffer>) (part, last) -> count(part, last));
        session.addMessageHandler(PongMessage.class, (Whole<PongMessage>) pong -> listener.onSignOfLife());
    }

    /** In parts, because a container would set aside a buffer of the longest message for every whole one. */
    private void hear(JakartaTransport transport, String part, boolean last) {
        if (last && text.isEmpty()) {
            listener.onText(part);
        } else if (text.length() + part.length() > MAX_MESSAGE_BYTES) {
            transport.close(CloseCodes.TOO_BIG.getCode(), "message too big");
        } else if (last) {
            listener.onText(text.append(part).toString());
            text.setLength(0);
        } else {
            text.append(part);
        }
    }

    /** Nothing is kept of it. */
    private void count(ByteBuffer part, boolean last) {
        binaryBytes = Math.min(binaryBytes + part.remaining(), MAX_MESSAGE_BYTES);
        if (last) {
            listener.onBinary(binaryBytes);
            binaryBytes = 0;
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        calls.ended();
        listener.onClose(reason.getCloseCode().getCode(), reason.getReasonPhrase());
    }
}
