package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import org.jspecify.annotations.Nullable;

/**
 * The message of a frame on its way out. One that is filled here is filled again with another frame when its send is over.
 */
final class FrameMessage {
    private final byte @Nullable [] utf8;
    private final OutgoingMessage message;

    /** To be filled before it is sent. */
    FrameMessage(int lengthBytes) {
        this.utf8 = new byte[lengthBytes];
        this.message = OutgoingMessage.ofUtf8(utf8);
    }

    /** A message that is written once. */
    FrameMessage(OutgoingMessage message) {
        this.utf8 = null;
        this.message = message;
    }

    void fill(byte[] from) {
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

    /** Whether it may be filled again: nobody looks at its bytes any more when its send is over. */
    boolean isFillable() {
        return utf8 != null && !message.isViewed();
    }
}
