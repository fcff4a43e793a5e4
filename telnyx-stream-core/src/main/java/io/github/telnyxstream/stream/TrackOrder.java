package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.time.Duration;

/**
 * The frames of one track in order, with a limit to how long a missing one is waited for: the window of the
 * {@link JitterBuffer} counts frames, and when none come it would wait for ever. Guarded by the inbound side's lock.
 */
final class TrackOrder {
    /** Long enough for a loaded machine: while frames come, the window gives up much sooner. */
    private static final long OVERDUE_NANOS = Duration.ofSeconds(1).toNanos();

    private final JitterBuffer<MediaMessage> buffer;
    private boolean waiting;
    private long missingChunk;
    private long missingSinceNanos;

    TrackOrder(JitterBuffer<MediaMessage> buffer) {
        this.buffer = buffer;
    }

    JitterBuffer<MediaMessage> buffer() {
        return buffer;
    }

    /** Takes a frame; false if it was there before, or is too late. */
    boolean offer(MediaMessage media, long nowNanos) {
        boolean taken = buffer.offer(media.chunk(), media);
        if (waiting || buffer.isWaiting()) {
            note(nowNanos);
        }
        return taken;
    }

    /** Gives up a frame that has been missing for too long, but not those that are missed since later. */
    void tick(long nowNanos) {
        if (waiting && nowNanos - missingSinceNanos > OVERDUE_NANOS) {
            buffer.giveUpFirstGap();
            note(nowNanos);
        }
    }

    void flush() {
        buffer.flush();
        waiting = false;
    }

    private void note(long nowNanos) {
        boolean wasWaiting = waiting;
        waiting = buffer.isWaiting();
        if (waiting && (!wasWaiting || missingChunk != buffer.nextChunk())) {
            missingChunk = buffer.nextChunk();
            missingSinceNanos = nowNanos;
        }
    }
}
