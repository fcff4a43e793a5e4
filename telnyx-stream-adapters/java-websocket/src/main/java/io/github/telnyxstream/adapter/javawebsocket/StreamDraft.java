package io.github.telnyxstream.adapter.javawebsocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.CloseHandshakeType;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.Handshakedata;
import org.java_websocket.protocols.Protocol;

/**
 * RFC 6455 as the library speaks it, one object per connection, with three more abilities: to answer an upgrade
 * request with a status of our own (the library knows 404 only, and leaves the connection open), to keep silent after a
 * close frame has been sent, and to limit a message while its pieces come in (the library looks at the last piece only).
 */
final class StreamDraft extends Draft_6455 {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /** So that endless empty pieces end too. */
    private static final int MAX_PIECES = 1 << 14;

    private int refusedWith;
    private volatile boolean silent;
    private int pieces;
    private long pieceBytes;

    StreamDraft() {
        super(List.of(), List.of(new Protocol("")), MAX_MESSAGE_BYTES);
    }

    @Override
    public Draft copyInstance() {
        return new StreamDraft();
    }

    void refuse(int httpStatus) {
        refusedWith = httpStatus;
        silent = true;
    }

    /** From now on the library closes without a frame. */
    void closeFrameSent() {
        silent = true;
    }

    @Override
    public List<ByteBuffer> createHandshake(Handshakedata answer) {
        if (refusedWith == 0) {
            return super.createHandshake(answer);
        }
        String refusal =
                "HTTP/1.1 " + refusedWith + " " + reason() + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        return List.of(ByteBuffer.wrap(refusal.getBytes(StandardCharsets.US_ASCII)));
    }

    private String reason() {
        return switch (refusedWith) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 503 -> "Service Unavailable";
            default -> "Refused";
        };
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        boolean isPiece = frame.getOpcode() == Opcode.CONTINUOUS || !frame.isFin();
        if (isPiece) {
            pieces++;
            pieceBytes += frame.getPayloadData().remaining();
            if (pieces > MAX_PIECES || pieceBytes > MAX_MESSAGE_BYTES) {
                throw new LimitExceededException(MAX_MESSAGE_BYTES);
            }
        }
        super.processFrame(socket, frame);
        if (isPiece && frame.isFin()) {
            pieces = 0;
            pieceBytes = 0;
        }
    }

    @Override
    public CloseHandshakeType getCloseHandshakeType() {
        return silent ? CloseHandshakeType.NONE : super.getCloseHandshakeType();
    }
}
