package io.github.telnyxstream.stream.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One whole outgoing message, as UTF-8 bytes or as a string, whichever the server takes with less copying.
 *
 * <p>Audio is written into the same bytes again and again, so that a frame takes no memory: what was not copied
 * ({@link #copyTo}, {@link #text}) before the callback of the send is told may be another frame afterwards. Of a message
 * whose {@link #utf8} was asked for, the bytes stay.
 *
 * <p><b>Threads:</b> thread-safe until the callback of its send is told. {@code toString} tells the length only.
 */
public final class OutgoingMessage {
    private final byte[] utf8;
    private volatile boolean viewed;

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
        Objects.requireNonNull(utf8, "utf8");
        return new OutgoingMessage(utf8);
    }

    /**
     * The bytes, for a server that writes them later and needs no copy of its own: they never change after this call.
     *
     * @return a read-only view of the UTF-8 text, positioned at its start
     */
    public ByteBuffer utf8() {
        viewed = true;
        return ByteBuffer.wrap(utf8).asReadOnlyBuffer();
    }

    /**
     * Whether somebody has asked for {@link #utf8} and may still look.
     *
     * @return true if the bytes must stay as they are
     */
    public boolean isViewed() {
        return viewed;
    }

    /**
     * Copies the bytes into the server's own buffer, at its position.
     *
     * @param target has {@link #lengthBytes} of room at least; its position moves behind the text
     * @throws java.nio.BufferOverflowException if it has less
     */
    public void copyTo(ByteBuffer target) {
        Objects.requireNonNull(target, "target");
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
