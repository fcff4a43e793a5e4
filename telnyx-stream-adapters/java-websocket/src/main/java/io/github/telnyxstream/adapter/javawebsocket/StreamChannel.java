package io.github.telnyxstream.adapter.javawebsocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to and from the network. The library reads on one thread and decodes on another, and its end of a connection
 * overtakes what has been read: a peer that says stop, closes and hangs up would be taken for lost. Here the end queues
 * up like a message.
 */
final class StreamChannel implements ByteChannel {
    private static final Logger log = LoggerFactory.getLogger(StreamChannel.class);

    private final SocketChannel channel;
    private final StreamSocket socket;

    StreamChannel(SocketChannel channel, StreamSocket socket) {
        this.channel = channel;
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer buffer) {
        if (socket.isAtEnd()) {
            return 0;
        }
        int count;
        try {
            count = channel.read(buffer);
        } catch (IOException reset) {
            log.debug("The connection was reset", reset);
            count = -1;
        }
        if (count >= 0) {
            return count;
        }
        buffer.put((byte) 0);
        socket.endWith(buffer);
        return 1;
    }

    /** A frame that cannot be written goes nowhere: the end of the connection is being read. */
    @Override
    public int write(ByteBuffer frame) {
        try {
            return channel.write(frame);
        } catch (IOException reset) {
            log.debug("The connection was reset", reset);
            frame.position(frame.limit());
            return 0;
        }
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
