package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.JitterBuffer;
import io.github.telnyxstream.stream.event.MediaEvent;
import java.time.Duration;

/**
 * The frames of one track in order, with a limit to how long a missing one is waited for: the window of the
 * {@link JitterBuffer} counts frames, and when none come it would wait for ever. Guarded by the inbound side's lock.
 */
final class TrackOrder {
    /** Long enough for a loaded machine: while frames come, the window gives up much sooner. */
    private static final long OVERDUE_NANOS = Duration.ofSeconds(1).toNanos();

    private final JitterBuffer buffer;
    private boolean waiting;
    private long missingChunk;
    private long missingSinceNanos;

    TrackOrder(JitterBuffer buffer) {
        this.buffer = buffer;
    }

    JitterBuffer buffer() {
        return buffer;
    }

    void offer(MediaEvent media, long nowNanos) {
        buffer.offer(media);
        note(nowNanos);
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
