package io.github.telnyxstream.adapter.spring;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.TransportListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;

/** Tells the engine what comes in on one socket. */
final class StreamHandler implements WebSocketHandler {
    private static final Logger log = LoggerFactory.getLogger(StreamHandler.class);
    private static final int MAX_MESSAGE_BYTES = 2 << 20;

    private final Admission admission;
    private final StringBuilder text = new StringBuilder();
    private int binaryBytes;
    /** None when the admission threw. */
    private @Nullable TransportListener listener;

    private @Nullable SpringTransport transport;

    StreamHandler(Admission admission) {
        this.admission = admission;
    }

    /** So that the container need not set aside a buffer of the longest message. */
    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        if (session instanceof StandardWebSocketSession standard) { // not where Spring speaks to Jetty itself
            CloseTimeout.shorten(standard);
        }
        SpringTransport socket = new SpringTransport(session);
        transport = socket;
        listener = admission.open(socket);
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
        TransportListener opened = listener;
        SpringTransport socket = transport;
        if (opened == null || socket == null) {
            return;
        }
        if (message instanceof TextMessage part) {
            hear(socket, opened, part.getPayload(), part.isLast());
        } else if (message instanceof BinaryMessage part) {
            count(socket, opened, part.getPayloadLength(), part.isLast());
        } else if (message instanceof PongMessage) {
            opened.onSignOfLife();
        }
    }

    private void hear(SpringTransport socket, TransportListener opened, String part, boolean last) {
        if (last && text.isEmpty()) {
            opened.onText(part);
        } else if (text.length() + part.length() > MAX_MESSAGE_BYTES) {
            socket.close(CloseStatus.TOO_BIG_TO_PROCESS.getCode(), "message too big");
        } else {
            text.append(part);
            if (last) {
                opened.onText(text.toString());
                text.setLength(0);
            }
        }
    }

    private void count(SpringTransport socket, TransportListener opened, int lengthBytes, boolean last) {
        binaryBytes += lengthBytes;
        if (binaryBytes > MAX_MESSAGE_BYTES) {
            socket.close(CloseStatus.TOO_BIG_TO_PROCESS.getCode(), "message too big");
        } else if (last) {
            opened.onBinary(binaryBytes);
            binaryBytes = 0;
        }
    }

    /** The container reports the close in any case, so the cause is for the log only. */
    @Override
    public void handleTransportError(WebSocketSession session, Throwable cause) {
        log.debug("The container reports an error on a stream's socket", cause);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        if (transport != null) {
            transport.ended();
        }
        if (listener != null) {
            listener.onClose(status.getCode(), status.getReason() == null ? "" : status.getReason());
        }
    }
}
