package io.github.telnyxstream.adapter.jakarta;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.TransportListener;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the engine what comes in on one socket. */
final class StreamEndpoint extends Endpoint {
    private static final Logger log = LoggerFactory.getLogger(StreamEndpoint.class);
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /** How long Tomcat waits for the answer to a close, 30 s unless told; other containers pass over it. */
    private static final String TOMCAT_CLOSE_TIMEOUT = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private static final long CLOSE_TIMEOUT_MILLIS = 2_000;

    private final Admission admission;
    private final StringBuilder text = new StringBuilder();
    private int binaryBytes;
    /** None when the admission threw. */
    private @Nullable TransportListener listener;

    private @Nullable JakartaTransport transport;

    StreamEndpoint(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(0); // the engine watches for silence itself
        session.getUserProperties().put(TOMCAT_CLOSE_TIMEOUT, CLOSE_TIMEOUT_MILLIS);
        JakartaTransport socket = new JakartaTransport(session);
        transport = socket;
        TransportListener opened = admission.open(socket);
        listener = opened;
        session.addMessageHandler(
                String.class, (MessageHandler.Partial<String>) (part, last) -> hear(socket, opened, part, last));
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> count(socket, opened, part.remaining(), last));
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> opened.onSignOfLife());
    }

    /** In parts, because a container would set aside a buffer of the longest message for every whole one. */
    private void hear(JakartaTransport socket, TransportListener opened, String part, boolean last) {
        if (last && text.isEmpty()) {
            opened.onText(part);
        } else if (text.length() + part.length() > MAX_MESSAGE_BYTES) {
            tooBig(socket);
        } else {
            text.append(part);
            if (last) {
                opened.onText(text.toString());
                text.setLength(0);
            }
        }
    }

    private void count(JakartaTransport socket, TransportListener opened, int lengthBytes, boolean last) {
        binaryBytes += lengthBytes;
        if (binaryBytes > MAX_MESSAGE_BYTES) {
            tooBig(socket);
        } else if (last) {
            opened.onBinary(binaryBytes);
            binaryBytes = 0;
        }
    }

    private static void tooBig(JakartaTransport socket) {
        socket.close(CloseCodes.TOO_BIG.getCode(), "message too big");
    }

    /** The container reports the close in any case, so the cause is for the log only. */
    @Override
    public void onError(Session session, Throwable cause) {
        log.debug("The container reports an error on a stream's socket", cause);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (transport != null) {
            transport.ended();
        }
        if (listener != null) {
            listener.onClose(reason.getCloseCode().getCode(), reason.getReasonPhrase());
        }
    }
}
