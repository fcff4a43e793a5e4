package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the socket, in order: frames of audio, and other messages. Guarded by the outbox's lock, but for the questions how much audio waits.
 */
final class OutQueue {
    private static final int MAX_MEDIA_BYTES = 64 << 10;
    private static final int MAX_MEDIA_FRAMES = 50;
    /** One is filled while another is sent. */
    private static final int MAX_SPARE = 4;

    private static final VarHandle BYTES =
            VarHandles.of(MethodHandles.lookup(), OutQueue.class, "mediaBytes", int.class);
    private static final VarHandle FRAMES =
            VarHandles.of(MethodHandles.lookup(), OutQueue.class, "mediaFrames", int.class);

    private final EntryRing entries = new EntryRing();
    /** The one that was used last is used next. */
    private @Nullable FrameMessage[] spare = new FrameMessage[1];

    private int spares;

    /** Written with the lock held. Who looks without it sees a moment ago, when there was less room at most. */
    private volatile int mediaBytes;

    private volatile int mediaFrames;
    private int largestMediaBytes;

    // ------------------------------------------------------------------ audio that waits, for everybody

    /** Whether audio of so many bytes finds a place; alone it does, whatever its size. */
    boolean hasRoom(int lengthBytes) {
        int frames = mediaFrames;
        return frames == 0 || (frames < MAX_MEDIA_FRAMES && mediaBytes + lengthBytes <= MAX_MEDIA_BYTES);
    }

    int mediaFrames() {
        return mediaFrames;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        @Nullable FrameMessage[] looked = spare;
        FrameMessage next = looked[Math.max(0, Math.min(looked.length, spares) - 1)];
        return mediaFrames + entries.touch() + (next == null ? 0 : next.touch());
    }

    // ------------------------------------------------------------------ with the lock held

    boolean isFull() {
        return mediaFrames >= MAX_MEDIA_FRAMES || mediaBytes + largestMediaBytes > MAX_MEDIA_BYTES;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** A message with a copy of the first so many bytes. */
    FrameMessage filled(byte[] utf8, int lengthBytes) {
        return FrameMessage.filled(spares == 0 ? null : spare[--spares], utf8, lengthBytes);
    }

    /** Its send is over, and nobody looks at it any more. */
    void giveBack(FrameMessage frame) {
        if (spares == MAX_SPARE) {
            return;
        }
        if (spares == spare.length) {
            spare = Arrays.copyOf(spare, MAX_SPARE);
        }
        if (spare[spares] != frame) {
            spare[spares] = frame;
        }
        spares++;
    }

    void add(FrameMessage frame) {
        entries.add(frame);
        count(frame, 1);
        largestMediaBytes = Math.max(largestMediaBytes, frame.lengthBytes());
    }

    void add(OutgoingMessage message) {
        entries.add(message);
    }

    @Nullable
    Object peekLast() {
        return entries.get(entries.size() - 1);
    }

    @Nullable
    Object poll() {
        Object entry = entries.get(0);
        if (entry == null) {
            return null;
        }
        boolean isUsedAgain = false;
        if (entry instanceof FrameMessage frame) {
            count(frame, -1);
            isUsedAgain = frame.isFree();
        }
        entries.removeOldest(isUsedAgain);
        return entry;
    }

    private void count(FrameMessage frame, int times) {
        // nobody waits to see it: no fence
        BYTES.setRelease(this, mediaBytes + times * frame.lengthBytes());
        FRAMES.setRelease(this, mediaFrames + times);
    }

    /** Throws away all audio. */
    void purgeMedia() {
        for (int k = entries.size(); k > 0; k--) {
            Object entry = poll();
            if (entry != null && !(entry instanceof FrameMessage)) {
                entries.add(entry);
            }
        }
    }

    void clear() {
        purgeMedia();
        entries.clear();
    }

    void forgetSpare() {
        Arrays.fill(spare, null);
        spares = 0;
    }
}
