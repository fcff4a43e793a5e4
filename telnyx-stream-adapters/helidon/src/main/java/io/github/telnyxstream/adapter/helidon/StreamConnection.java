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
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.websocket.ClientWsFrame;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
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

    private final ConnectionContext context;
    private final WsSession out;
    private final Admission admission;
    private final BlockingCalls calls = new BlockingCalls();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private boolean isText;
    private volatile Thread reader = Thread.currentThread();

    /** Of Helidon's connection only what sends is used. */
    StreamConnection(ConnectionContext context, WsSession out, Admission admission) {
        this.context = context;
        this.out = out;
        this.admission = admission;
    }

    @Override
    public void handle(Limit limit) {
        reader = Thread.currentThread();
        TransportListener listener = admission.open(this);
        try {
            ClientWsFrame frame;
            do {
                frame = ClientWsFrame.read(context, context.dataReader(), MAX_MESSAGE_BYTES);
                hear(frame, frame.payloadData().readBytes(), listener);
            } while (frame.opCode() != WsOpCode.CLOSE);
        } catch (WsCloseException broken) {
            out.close(broken.closeCode(), broken.getMessage());
        } catch (CharacterCodingException noText) {
            out.close(1007, "no UTF-8");
        } catch (DataReader.InsufficientDataAvailableException hungUp) {
            log.debug("The peer has hung up", hungUp);
        } finally {
            // whoever is told of the end must not find its thread interrupted
            boolean ignored = Thread.interrupted();
            calls.ended();
            listener.onClose(1006, "");
        }
    }

    private void hear(ClientWsFrame frame, byte[] payload, TransportListener listener) throws CharacterCodingException {
        switch (frame.opCode()) {
            case TEXT, BINARY, CONTINUATION -> {
                isText = frame.opCode() == WsOpCode.TEXT || (frame.opCode() == WsOpCode.CONTINUATION && isText);
                hearPart(payload, frame.fin(), listener);
            }
            case PING -> listener.onUnansweredPing(payload);
            case PONG -> listener.onSignOfLife();
            case CLOSE -> {
                boolean hasCode = payload.length >= 2;
                int code = hasCode ? ((payload[0] & 0xff) << 8) | (payload[1] & 0xff) : 1005;
                String reason = hasCode ? new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8) : "";
                out.close(hasCode ? code : WsCloseCodes.NORMAL_CLOSE, reason);
                listener.onClose(code, reason);
            }
        }
    }

    private void hearPart(byte[] part, boolean last, TransportListener listener) throws CharacterCodingException {
        if (message.size() + part.length > MAX_MESSAGE_BYTES) {
            throw new WsCloseException("message too big", WsCloseCodes.TOO_BIG);
        }
        message.writeBytes(part);
        if (last && isText) {
            ByteBuffer utf8 = ByteBuffer.wrap(message.toByteArray());
            listener.onText(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
        } else if (last) {
            listener.onBinary(message.size());
        }
        if (last) {
            message.reset();
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
