package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * The message of a frame on its way out. One that is filled here is filled again with another frame when its send is over.
 */
final class FrameMessage {
    private static final int CACHE_LINE_BYTES = 64;

    private final byte @Nullable [] utf8;
    private final OutgoingMessage message;

    private FrameMessage(int lengthBytes) {
        this.utf8 = new byte[lengthBytes];
        this.message = OutgoingMessage.ofUtf8(utf8);
    }

    /** A copy of the first so many bytes: in one that was made before, if they fit. */
    static FrameMessage filled(@Nullable FrameMessage before, byte[] utf8, int lengthBytes) {
        FrameMessage filled = before;
        if (filled == null || filled.message.isViewed() || filled.lengthBytes() != lengthBytes) {
            filled = new FrameMessage(lengthBytes);
        }
        filled.fill(utf8);
        return filled;
    }

    /** A message that is written once. */
    FrameMessage(OutgoingMessage message) {
        this.utf8 = null;
        this.message = message;
    }

    private void fill(byte[] from) {
        if (utf8 == null || message.isViewed()) {
            throw new IllegalStateException("somebody may still read it");
        }
        System.arraycopy(from, 0, utf8, 0, utf8.length);
    }

    OutgoingMessage message() {
        return message;
    }

    int lengthBytes() {
        return message.lengthBytes();
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        int sum = message.lengthBytes();
        byte[] bytes = utf8;
        if (bytes != null) {
            for (int at = 0; at < bytes.length; at += CACHE_LINE_BYTES) {
                sum += bytes[at];
            }
        }
        return sum;
    }

    /** Whether it is filled again with another frame when its send is over, if nobody looks at its bytes any more. */
    boolean isFree() {
        return utf8 != null && !message.isViewed();
    }
}
