package io.github.telnyxstream.adapter.helidon;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.BlockingCalls;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConnection;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsOpCode;
import io.helidon.websocket.WsSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket of Helidon's, as the engine drives it. Frames are Helidon's; it reads them itself, since Helidon decodes each
 * part of a message by itself, takes what is no UTF-8, and tells nobody of a connection that is lost.
 */
final class StreamConnection implements ServerConnection, StreamTransport {
    private static final Logger log = LoggerFactory.getLogger(StreamConnection.class);
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    private static final int NO_CODE = 1005;
    private static final int CONNECTION_LOST = 1006;

    private final ConnectionContext context;
    private final WsSession out;
    private final Admission admission;
    private final BlockingCalls calls = new BlockingCalls();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean isText;
    private volatile Thread reader = Thread.currentThread();

    StreamConnection(
            ConnectionContext context,
            HttpPrologue prologue,
            WritableHeaders<?> headers,
            String key,
            Admission admission) {
        this.context = context;
        this.admission = admission;
        this.out = WsConnection.create(context, prologue, headers, key, new WsListener() {});
    }

    @Override
    public void handle(Limit limit) {
        reader = Thread.currentThread();
        TransportListener listener = admission.open(this);
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = goesOnAfter(ClientWsFrame.read(context, context.dataReader(), MAX_MESSAGE_BYTES), listener);
            }
        } catch (WsCloseException broken) {
            out.close(broken.closeCode(), broken.getMessage());
        } catch (DataReader.InsufficientDataAvailableException hungUp) {
            log.debug("The peer has hung up", hungUp);
        } finally {
            // whoever is told of the end must not find its thread interrupted
            boolean ignored = Thread.interrupted();
            calls.ended();
            listener.onClose(CONNECTION_LOST, "");
        }
    }

    private boolean goesOnAfter(ClientWsFrame frame, TransportListener listener) {
        byte[] payload = frame.payloadData().readBytes();
        switch (frame.opCode()) {
            case TEXT, BINARY, CONTINUATION -> {
                isText = frame.opCode() == WsOpCode.TEXT || (frame.opCode() == WsOpCode.CONTINUATION && isText);
                hear(payload, frame.fin(), listener);
            }
            case PING -> listener.onUnansweredPing(payload);
            case PONG -> listener.onSignOfLife();
            case CLOSE -> {
                boolean hasCode = payload.length >= 2;
                int code = hasCode ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff) : NO_CODE;
                String reason = hasCode ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8) : "";
                out.close(hasCode ? code : WsCloseCodes.NORMAL_CLOSE, reason);
                listener.onClose(code, reason);
                return false;
            }
        }
        return true;
    }

    private void hear(byte[] part, boolean last, TransportListener listener) {
        if (message.size() + part.length > MAX_MESSAGE_BYTES) {
            throw new WsCloseException("message too big", WsCloseCodes.TOO_BIG);
        }
        message.writeBytes(part);
        if (!last) {
            return;
        }
        if (isText) {
            listener.onText(text());
        } else {
            listener.onBinary(message.size());
        }
        message.reset();
    }

    private String text() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message.toByteArray()))
                    .toString();
        } catch (CharacterCodingException noText) {
            log.debug("A message is no UTF-8", noText);
            throw new WsCloseException("no UTF-8", 1007);
        }
    }

    @Override
    public void sendText(OutgoingMessage outgoing, SendCallback callback) {
        calls.send(callback, () -> out.send(outgoing.text(), true));
    }

    @Override
    public void sendPing(SendCallback callback) {
        calls.send(callback, () -> out.ping(BufferData.empty()));
    }

    @Override
    public void sendPong(byte[] payload, SendCallback callback) {
        calls.send(callback, () -> out.pong(BufferData.create(payload)));
    }

    @Override
    public boolean isSendBlocking() {
        return true;
    }

    @Override
    public void close(int code, String reason) {
        calls.close(() -> out.close(code, reason));
    }

    /** A virtual thread that is interrupted while it reads closes its socket, and with it ends a send that waits. */
    @Override
    public void abort() {
        calls.abort(reader::interrupt);
    }

    /** The engine watches for silence itself. */
    @Override
    public Duration idleTime() {
        return Duration.ZERO;
    }

    /** The server stops. */
    @Override
    public void close(boolean interrupt) {
        reader.interrupt();
    }
}
