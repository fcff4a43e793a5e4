package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.transport.OutgoingMessage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the socket, in order: frames of audio, and other messages. To write a reference into an old object costs a
 * collector more than most of what is done with a frame: so an empty queue begins anew at its first place, and what is going to be
 * there again is left there. Guarded by the outbox's lock, but for the questions how much audio waits.
 */
final class OutQueue {
    private static final int MAX_MEDIA_BYTES = 64 << 10;
    private static final int MAX_MEDIA_FRAMES = 50;
    /** One is filled while another is sent. */
    private static final int MAX_SPARE = 4;

    private static final int FIRST_ROOM = 2;
    private static final VarHandle BYTES =
            VarHandles.of(MethodHandles.lookup(), OutQueue.class, "mediaBytes", int.class);
    private static final VarHandle FRAMES =
            VarHandles.of(MethodHandles.lookup(), OutQueue.class, "mediaFrames", int.class);

    private @Nullable Object[] entries = new Object[FIRST_ROOM];
    private int head;
    private int size;
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
        return mediaFrames + entries.length + (next == null ? 0 : next.touch());
    }

    // ------------------------------------------------------------------ with the lock held

    boolean isFull() {
        return mediaFrames >= MAX_MEDIA_FRAMES || mediaBytes + largestMediaBytes > MAX_MEDIA_BYTES;
    }

    boolean isEmpty() {
        return size == 0;
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
        append(frame);
        count(frame, 1);
        largestMediaBytes = Math.max(largestMediaBytes, frame.lengthBytes());
    }

    void add(OutgoingMessage message) {
        append(message);
    }

    @SuppressWarnings("ReferenceEquality") // the very frame
    private void append(Object entry) {
        if (size == entries.length) {
            @Nullable Object[] larger = new Object[2 * size];
            for (int k = 0; k < size; k++) {
                larger[k] = entries[at(k)];
            }
            entries = larger;
            head = 0;
        }
        int at = at(size++);
        if (entries[at] != entry) {
            entries[at] = entry;
        }
    }

    /** A power of two. */
    private int at(int number) {
        return (head + number) & (entries.length - 1);
    }

    @Nullable
    Object peekLast() {
        return size == 0 ? null : entries[at(size - 1)];
    }

    @Nullable
    Object poll() {
        if (size == 0) {
            return null;
        }
        int from = head;
        Object entry = entries[from];
        size--;
        head = size == 0 ? 0 : at(1);
        if (entry instanceof FrameMessage frame) {
            count(frame, -1);
            if (frame.isFree()) {
                return entry;
            }
        }
        entries[from] = null;
        return entry;
    }

    private void count(FrameMessage frame, int times) {
        // nobody waits to see it: no fence
        BYTES.setRelease(this, mediaBytes + times * frame.lengthBytes());
        FRAMES.setRelease(this, mediaFrames + times);
    }

    /** Throws away all audio. */
    void purgeMedia() {
        for (int k = size; k > 0; k--) {
            Object entry = poll();
            if (entry != null && !(entry instanceof FrameMessage)) {
                append(entry);
            }
        }
    }

    void clear() {
        purgeMedia();
        Arrays.fill(entries, null);
        head = 0;
        size = 0;
    }

    void forgetSpare() {
        Arrays.fill(spare, null);
        spares = 0;
    }
}
