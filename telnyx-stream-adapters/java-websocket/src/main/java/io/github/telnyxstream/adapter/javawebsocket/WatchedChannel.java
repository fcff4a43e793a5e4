package io.github.telnyxstream.adapter.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;

/** A socket that tells when a whole text message has been written. The library writes one frame per buffer. */
final class WatchedChannel implements ByteChannel {
    private static final byte WHOLE_TEXT = (byte) 0x81; // FIN and opcode 1, RFC 6455 section 5.2

    private final SocketChannel channel;
    private volatile Runnable onTextWritten = () -> {};

    WatchedChannel(SocketChannel channel) {
        this.channel = channel;
    }

    void onTextWritten(Runnable listener) {
        onTextWritten = listener;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        return channel.read(destination);
    }

    @Override
    public int write(ByteBuffer frame) throws IOException {
        int count = channel.write(frame);
        if (!frame.hasRemaining() && frame.limit() > 0 && frame.get(0) == WHOLE_TEXT) {
            onTextWritten.run();
        }
        return count;
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
