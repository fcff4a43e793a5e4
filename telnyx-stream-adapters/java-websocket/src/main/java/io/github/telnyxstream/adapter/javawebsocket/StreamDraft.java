package io.github.telnyxstream.adapter.javawebsocket;

import java.util.List;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.enums.CloseHandshakeType;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.LimitExceededException;
import org.java_websocket.framing.Framedata;
import org.java_websocket.protocols.Protocol;

/**
 * RFC 6455 as the library speaks it, one object per connection, with what it leaves out: a message is limited while its
 * pieces come in (the library looks at the first and the last only), and nothing is sent behind a close frame of ours.
 */
final class StreamDraft extends Draft_6455 {
    private volatile boolean silent;
    private long pieceBytes;

    StreamDraft() {
        super(List.of(), List.of(new Protocol("")), 2 << 20);
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
    public void processFrame(WebSocketImpl socket, Framedata frame) throws InvalidDataException {
        pieceBytes +=
                frame.getOpcode() == Opcode.CONTINUOUS ? frame.getPayloadData().remaining() : 0;
        if (pieceBytes > getMaxFrameSize()) {
            throw new LimitExceededException(getMaxFrameSize());
        }
        pieceBytes = frame.isFin() ? 0 : pieceBytes;
        super.processFrame(socket, frame);
    }

    @Override
    public CloseHandshakeType getCloseHandshakeType() {
        return silent ? CloseHandshakeType.NONE : super.getCloseHandshakeType();
    }
}
