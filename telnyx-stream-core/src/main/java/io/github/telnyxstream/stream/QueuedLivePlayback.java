package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.time.Duration;
import java.util.Objects;

/** A playback whose audio is pushed. */
final class QueuedLivePlayback extends QueuedPlayback implements LivePlayback {
    private static final long PTIME_NANOS = MediaFormat.PTIME_MILLIS * 1_000_000L;

    private final LiveQueue queue;
    private final StreamClock clock;
    private final Runnable onWritten;

    /** The source is the queue itself or something that reads from it. */
    QueuedLivePlayback(
            LiveQueue queue,
            AudioSource source,
            MediaFormat format,
            Mailbox mailbox,
            StreamClock clock,
            Runnable onWritten) {
        super(source, format, mailbox, clock);
        this.queue = queue;
        this.clock = clock;
        this.onWritten = onWritten;
    }

    @Override
    boolean isPushed() {
        return true;
    }

    @Override
    long overdueInNanos(long nowNanos) {
        return queue.overdueInNanos(nowNanos);
    }

    @Override
    public WriteResult write(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, pcm.length);
        WriteResult result = isActive() ? queue.write(pcm, offset, lengthSamples) : WriteResult.ENDED;
        if (result.isTaken()) {
            onWritten.run();
        }
        return result;
    }

    @Override
    public WriteResult write(byte[] littleEndian, int offset, int lengthBytes) {
        Objects.checkFromIndexSize(offset, lengthBytes, littleEndian.length);
        WriteResult result = isActive() ? queue.write(littleEndian, offset, lengthBytes) : WriteResult.ENDED;
        if (result.isTaken()) {
            onWritten.run();
        }
        return result;
    }

    @Override
    public WriteResult write(short[] pcm, int offset, int lengthSamples, Duration atMost) throws InterruptedException {
        long deadline = clock.nanoTime() + atMost.toNanos();
        WriteResult result = write(pcm, offset, lengthSamples);
        while (result == WriteResult.FULL && clock.nanoTime() - deadline < 0) {
            // room comes with a frame that leaves, every 20 ms
            clock.parkUntil(earlier(clock.nanoTime() + PTIME_NANOS, deadline));
            result = write(pcm, offset, lengthSamples);
        }
        return result;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
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
