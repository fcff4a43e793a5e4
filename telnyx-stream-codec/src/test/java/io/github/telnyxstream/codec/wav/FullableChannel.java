package io.github.telnyxstream.codec.wav;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** A file in memory whose disk can be full, and whose thread can be interrupted. */
final class FullableChannel implements SeekableByteChannel {
    boolean full;
    boolean interruptsAtNextWrite;
    private byte[] content = new byte[0];
    private int position;
    private boolean open = true;

    FullableChannel with(byte[] bytes) {
        content = bytes;
        return this;
    }

    byte[] bytes() {
        return content.clone();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        requireOpen();
        if (interruptsAtNextWrite) {
            open = false;
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
        if (full) {
            throw new IOException("disk full");
        }
        int length = Math.min(from.remaining(), 1000);
        content = Arrays.copyOf(content, Math.max(content.length, position + length));
        from.get(content, position, length);
        position += length;
        return length;
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int read(ByteBuffer to) {
        throw new UnsupportedOperationException("write only");
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        position = (int) newPosition;
        return this;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException("append only");
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
