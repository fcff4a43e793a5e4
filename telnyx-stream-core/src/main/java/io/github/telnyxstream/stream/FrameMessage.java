package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The message of a frame on its way out. One that is filled here is filled again with another frame when its send is over.
 */
final class FrameMessage {
    private static final int CACHE_LINE_BYTES = 64;
    private static final VarHandle ON_ITS_WAY =
            VarHandles.of(MethodHandles.lookup(), FrameMessage.class, "onItsWay", boolean.class);

    private final byte @Nullable [] utf8;
    private final OutgoingMessage message;
    /** Whether whoever made it fills it again, or the outbox. */
    private final boolean isKept;
    /** Whether it is on its way: from the outbox until its send is over. */
    private volatile boolean onItsWay;

    private FrameMessage(int lengthBytes, boolean isKept) {
        this.utf8 = new byte[lengthBytes];
        this.message = OutgoingMessage.ofUtf8(utf8);
        this.isKept = isKept;
    }

    /** A copy of the first so many bytes: in one that was made before, if they fit. */
    static FrameMessage filled(@Nullable FrameMessage before, byte[] utf8, int lengthBytes) {
        FrameMessage filled = before;
        if (filled == null || filled.message.isViewed() || filled.lengthBytes() != lengthBytes) {
            filled = new FrameMessage(lengthBytes, false);
        }
        filled.fill(utf8);
        return filled;
    }

    /** One that stays with its maker, who fills it before the outbox gets it. */
    static FrameMessage kept(int lengthBytes) {
        return new FrameMessage(lengthBytes, true);
    }

    /** A message that is written once. */
    FrameMessage(OutgoingMessage message) {
        this.utf8 = null;
        this.isKept = true;
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

    /** The outbox has got it. */
    void leaves() {
        ON_ITS_WAY.setRelease(this, true);
    }

    /** Whether it is filled again, here, and not written once or by its maker. */
    boolean isFilledAgain() {
        return !isKept;
    }

    /** Whether nobody needs it when its send is over. */
    boolean isWrittenOnce() {
        return utf8 == null || message.isViewed();
    }

    /** Its send is over; whether anybody may fill it again, because nobody looks at its bytes any more. */
    boolean endsAndIsFree() {
        ON_ITS_WAY.setRelease(this, false);
        return !isKept && !message.isViewed();
    }

    /** Whether its bytes may still be needed. */
    boolean isOnItsWay() {
        return onItsWay || message.isViewed();
    }
}
