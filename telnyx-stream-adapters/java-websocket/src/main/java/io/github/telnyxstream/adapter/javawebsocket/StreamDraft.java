package io.github.telnyxstream.adapter.javawebsocket;

import java.nio.ByteBuffer;
import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.CloseHandshakeType;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.InvalidFrameException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.Protocol;

/**
 * RFC 6455 as the library speaks it, one object per connection, with what it leaves out: frames without a mask are refused
 * (section 5.1), a message is limited while its pieces come in (the library looks at the last piece only), and nothing
 * is sent behind a close frame of ours.
 */
final class StreamDraft extends Draft_6455 {
    private static final int MAX_MESSAGE_BYTES = 2 << 20;
    /** So that endless empty pieces end too. */
    private static final int MAX_PIECES = 1 << 14;

    private volatile boolean silent;
    private int pieces;
    private long pieceBytes;
    private int headAt;
    private int lengthBytes;
    private long payloadLeft;

    StreamDraft() {
        super(List.of(), List.of(new Protocol("")), MAX_MESSAGE_BYTES);
    }

    @Override
    public Draft copyInstance() {
        return new StreamDraft();
    }

    /** From now on the library closes without a frame. */
    void closeFrameSent() {
        silent = true;
    }

    @Override
    public List<Framedata> translateFrame(ByteBuffer bytes) throws InvalidDataException {
        for (ByteBuffer rest = bytes.duplicate(); rest.hasRemaining(); ) {
            if (headAt == 0 && payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, rest.remaining());
                rest.position(rest.position() + skipped);
                payloadLeft -= skipped;
            } else {
                lookAt(rest.get());
            }
        }
        return super.translateFrame(bytes);
    }

    /** One byte of a frame's head (section 5.2): flags, mask bit and length, the longer length, four bytes of mask. */
    private void lookAt(byte next) throws InvalidFrameException {
        headAt++;
        if (headAt == 2) {
            if (next >= 0) {
                throw new InvalidFrameException("a client's frame has no mask");
            }
            int length = next & 0x7f;
            lengthBytes = length < 126 ? 0 : length == 126 ? 2 : 8;
            payloadLeft = length < 126 ? length : 0;
        } else if (headAt > 2 && headAt <= 2 + lengthBytes) {
            payloadLeft = (payloadLeft << 8) | (next & 0xff);
        }
        if (headAt == 2 + lengthBytes + 4) {
            headAt = 0;
        }
    }

    @Override
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        boolean isPiece = frame.getOpcode() == Opcode.CONTINUOUS || !frame.isFin();
        if (isPiece) {
            pieceBytes += frame.getPayloadData().remaining();
            if (++pieces > MAX_PIECES || pieceBytes > MAX_MESSAGE_BYTES) {
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
