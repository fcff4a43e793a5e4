package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;

/** A playback whose audio is pushed. */
final class QueuedLivePlayback extends QueuedPlayback implements LivePlayback {
    private final LiveQueue queue;
    private final Runnable onWritten;

    /** The source is the queue itself or something that reads from it. */
    QueuedLivePlayback(LiveQueue queue, AudioSource source, MediaFormat format, Mailbox mailbox, Runnable onWritten) {
        super(source, format, mailbox);
        this.queue = queue;
        this.onWritten = onWritten;
    }

    @Override
    boolean isPushed() {
        return true;
    }

    @Override
    boolean isOverdue(long nowNanos) {
        return queue.isOverdue(nowNanos);
    }

    @Override
    public boolean write(short[] pcm, int offset, int lengthSamples) {
        boolean taken = isActive() && queue.write(pcm, offset, lengthSamples);
        if (taken) {
            onWritten.run();
        }
        return taken;
    }

    @Override
    public void end() {
        queue.end();
        onWritten.run();
    }

    @Override
    public Duration queued() {
        return queue.queued();
    }

    @Override
    public long droppedSamples() {
        return queue.dropped();
    }
}
