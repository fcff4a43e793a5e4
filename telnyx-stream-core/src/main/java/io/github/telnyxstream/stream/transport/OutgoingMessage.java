package io.github.telnyxstream.stream.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One whole outgoing message, as UTF-8 bytes or as a string, whichever the server takes with less copying.
 *
 * <p><b>Threads:</b> immutable. {@code toString} tells the length only.
 */
public final class OutgoingMessage {
    private final byte[] utf8;

    private OutgoingMessage(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * A message of these bytes.
     *
     * @param utf8 UTF-8 text; taken over, must not be changed afterwards
     * @return the message
     */
    public static OutgoingMessage ofUtf8(byte[] utf8) {
        return new OutgoingMessage(utf8);
    }

    /**
     * The bytes.
     *
     * @return a read-only view of the UTF-8 text, positioned at its start
     */
    public ByteBuffer utf8() {
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }

    /**
     * Copies the bytes into the server's own buffer, at its position.
     *
     * @param target has {@link #lengthBytes} of room at least; its position moves behind the text
     * @throws java.nio.BufferOverflowException if it has less
     */
    public void copyTo(ByteBuffer target) {
        target.put(utf8);
    }

    /**
     * The text.
     *
     * @return a new string
     */
    public String text() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * The size on the wire without framing.
     *
     * @return bytes
     */
    public int lengthBytes() {
        return utf8.length;
    }

    @Override
    public String toString() {
        return "OutgoingMessage[" + utf8.length + " bytes]";
    }
}
