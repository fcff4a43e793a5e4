package io.github.telnyxstream.adapter.jetty;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/** One WebSocket of Jetty's, as the engine drives it. */
final class JettyTransport implements StreamTransport {
    private static final long MAX_MESSAGE_BYTES = 2 << 20;

    private final Session session;
    private final AtomicBoolean closing = new AtomicBoolean();

    private JettyTransport(Session session) {
        this.session = session;
    }

    @Override
    public void sendText(OutgoingMessage message, SendCallback callback) {
        session.sendText(message.text(), Callback.from(callback::sent, callback::failed));
    }

    @Override
    public void sendPing(SendCallback callback) {
        session.sendPing(ByteBuffer.allocate(0), Callback.from(callback::sent, callback::failed));
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        session.sendPong(ByteBuffer.wrap(payload), Callback.from(callback::sent, callback::failed));
    }

    @Override
    public boolean isSendBlocking() {
        return false;
    }

    @Override
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            session.close(code, reason, Callback.NOOP);
        }
    }

    @Override
    public void abort() {
        session.disconnect();
    }

    /** Tells the engine what Jetty says. Public, because Jetty calls it by reflection. */
    public static final class Endpoint extends Session.Listener.AbstractAutoDemanding {
        private final Admission admission;
        private TransportListener listener = TransportListener.deaf();

        Endpoint(Admission admission) {
            this.admission = admission;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            session.setMaxTextMessageSize(MAX_MESSAGE_BYTES);
            session.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
            session.setMaxFrameSize(MAX_MESSAGE_BYTES);
            session.setIdleTimeout(Duration.ZERO); // the engine watches for silence itself
            listener = admission.open(new JettyTransport(session));
        }

        @Override
        public void onWebSocketText(String message) {
            listener.onText(message);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback callback) {
            listener.onBinary(message.remaining());
            callback.succeed();
        }

        /** Left to the engine, which sends one pong at a time: Jetty would queue them without limit. */
        @Override
        public void onWebSocketPing(ByteBuffer payload) {
            byte[] copy = new byte[payload.remaining()];
            payload.get(copy);
            listener.onUnansweredPing(copy);
        }

        @Override
        public void onWebSocketPong(ByteBuffer payload) {
            listener.onSignOfLife();
        }

        @Override
        public void onWebSocketClose(int code, @Nullable String reason, Callback callback) {
            listener.onClose(code, reason == null ? "" : reason);
            callback.succeed();
        }
    }
}
