package io.github.telnyxstream.stream.transport;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Whether bytes are UTF-8: for servers that hand over what came without looking, or look at it byte by byte, which takes longer
 * than all the rest of reading a message. A text message that is none has to end its connection (RFC 6455, section 8.1).
 *
 * <p><b>Threads:</b> thread-safe. <b>Allocation:</b> none where all of it is ASCII, as everything is that Telnyx sends fifty times
 * a second.
 */
public final class Utf8 {
    private static final long BEYOND_ASCII = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Looks whether all of it is UTF-8.
     *
     * @param text holds the bytes; not changed
     * @param offset index of the first
     * @param lengthBytes how many
     * @throws IllegalArgumentException if it is not; the connection has to end
     * @throws IndexOutOfBoundsException if there are not as many
     */
    public static void check(byte[] text, int offset, int lengthBytes) {
        int broken = brokenAt(text, offset, lengthBytes);
        if (broken >= 0) {
            throw new IllegalArgumentException("a text message is no UTF-8 from byte " + broken + " on");
        }
    }

    /**
     * Looks for what is no UTF-8.
     *
     * @param text holds the bytes; not changed
     * @param offset index of the first
     * @param lengthBytes how many
     * @return how many bytes are in front of the first one that is none, or -1 when all of it is UTF-8
     * @throws IndexOutOfBoundsException if there are not as many
     */
    public static int brokenAt(byte[] text, int offset, int lengthBytes) {
        Objects.requireNonNull(text, "text");
        ByteBuffer bytes = ByteBuffer.wrap(text, offset, lengthBytes);
        long all = 0;
        while (bytes.remaining() >= Long.BYTES) {
            all |= bytes.getLong();
        }
        while (bytes.hasRemaining()) {
            all |= bytes.get();
        }
        if ((all & BEYOND_ASCII) == 0) {
            return -1;
        }
        bytes.position(offset);
        boolean isBroken = StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes, CharBuffer.allocate(lengthBytes), true)
                .isError();
        return isBroken ? bytes.position() - offset : -1;
    }
}
