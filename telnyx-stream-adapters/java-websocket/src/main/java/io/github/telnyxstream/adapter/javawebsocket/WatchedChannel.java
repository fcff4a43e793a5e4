package io.github.telnyxstream.adapter.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to and from the network. It tells when a whole text message has been written (the library writes one frame per
 * buffer), and holds the end of the connection back until everything has been decoded. It also looks after frames that the
 * library has forgotten.
 */
final class WatchedChannel implements ByteChannel {
    private static final Logger log = LoggerFactory.getLogger(WatchedChannel.class);
    private static final byte WHOLE_TEXT = (byte) 0x81; // FIN and opcode 1, RFC 6455 section 5.2

    private final SocketChannel channel;
    private final SelectionKey key;
    private final WatchedSocket socket;
    private volatile Runnable onTextWritten = () -> {};

    WatchedChannel(SocketChannel channel, SelectionKey key, WatchedSocket socket) {
        this.channel = channel;
        this.key = key;
        this.socket = socket;
    }

    void onTextWritten(Runnable listener) {
        onTextWritten = listener;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        askToWriteWhatWaits();
        int count;
        try {
            count = channel.read(destination);
        } catch (IOException reset) {
            holdBackOrThrow(reset);
            return 0;
        }
        if (count > 0) {
            socket.bufferRead();
        } else if (count < 0 && socket.isEndToWait()) {
            key.interestOpsAnd(~SelectionKey.OP_READ);
            return 0;
        }
        return count;
    }

    /**
     * When a frame is queued just as the selector has written the last one, the library takes the wish to write back, and
     * the frame would wait for the next one, which the engine does not send before it. Audio comes in all the time, and on
     * the selector's thread nothing can come in between.
     */
    private void askToWriteWhatWaits() {
        if (socket.hasBufferedData() && key.isValid()) {
            key.interestOpsOr(SelectionKey.OP_WRITE);
        }
    }

    @Override
    public int write(ByteBuffer frame) throws IOException {
        int count;
        try {
            count = channel.write(frame);
        } catch (IOException reset) {
            holdBackOrThrow(reset);
            frame.position(frame.limit()); // it goes nowhere any more; its send fails with the socket
            return 0;
        }
        if (!frame.hasRemaining() && frame.limit() > 0 && frame.get(0) == WHOLE_TEXT) {
            onTextWritten.run();
        }
        return count;
    }

    private void holdBackOrThrow(IOException reset) throws IOException {
        if (!socket.isEndToWait()) {
            throw reset;
        }
        log.debug("The connection was reset behind what has been read", reset);
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
