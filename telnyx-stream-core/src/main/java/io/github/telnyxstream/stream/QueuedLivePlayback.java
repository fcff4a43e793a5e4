package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A playback whose audio is pushed. The thread that pushes makes the frames that are due. */
final class QueuedLivePlayback extends QueuedPlayback implements LivePlayback {
    private final Outbound outbound;
    private final StreamClock clock;
    private final MediaFormat format;
    private final LiveQueue queue;
    private final boolean isEcho;

    // guarded by the lock of the outbound side
    private boolean isReported;

    QueuedLivePlayback(
            Outbound outbound,
            LiveQueue queue,
            MediaFormat format,
            Mailbox mailbox,
            StreamClock clock,
            PlaybackOptions options,
            boolean isEcho) {
        super(outbound, mailbox, options);
        this.outbound = outbound;
        this.queue = queue;
        this.format = format;
        this.clock = clock;
        this.isEcho = isEcho;
    }

    @Override
    public WriteResult write(short[] pcm, int offset, int lengthSamples) {
        Objects.checkFromIndexSize(offset, lengthSamples, pcm.length);
        return outbound.push(this, pcm, offset, lengthSamples);
    }

    @Override
    public WriteResult write(byte[] littleEndian, int offset, int lengthBytes) {
        Objects.checkFromIndexSize(offset, lengthBytes, littleEndian.length);
        return outbound.push(this, littleEndian, offset, lengthBytes);
    }

    @Override
    public WriteResult write(short[] pcm, int offset, int lengthSamples, Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        return waiting(() -> write(pcm, offset, lengthSamples), atMost);
    }

    @Override
    public WriteResult write(byte[] littleEndian, int offset, int lengthBytes, Duration atMost)
            throws InterruptedException {
        Objects.requireNonNull(atMost, "atMost");
        return waiting(() -> write(littleEndian, offset, lengthBytes), atMost);
    }

    private WriteResult waiting(Supplier<WriteResult> write, Duration atMost) throws InterruptedException {
        long deadline = clock.nanoTime() + atMost.toNanos();
        WriteResult result = write.get();
        while (result == WriteResult.FULL && clock.nanoTime() - deadline < 0) {
            // room comes with a frame that leaves, every 20 ms
            clock.parkUntil(earlier(clock.nanoTime() + Timeline.UNIT_NANOS, deadline));
            result = write.get();
        }
        return result;
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    @Override
    public boolean mark(String name) {
        Objects.requireNonNull(name, "name");
        return outbound.mark(this, MarkNames.checked(name));
    }

    @Override
    public void end() {
        outbound.end(this);
    }

    @Override
    public Duration queued() {
        return outbound.ask(queue::queued);
    }

    @Override
    public long droppedSamples() {
        return outbound.ask(queue::dropped);
    }

    @Override
    boolean isEcho() {
        return isEcho;
    }

    // ------------------------------------------------------------------ with the lock held

    @Override
    @Nullable
    String fileHeader(LaneItem first) {
        return FileHeaders.ofSamples(queue.head());
    }

    LiveQueue queue() {
        return queue;
    }

    /** Whether more may be pushed, so that whatever is behind it waits. */
    boolean isOpen() {
        return !queue.isEnded();
    }

    /** Takes the only report of a playback that keeps others waiting; true the first time. */
    boolean takeReport() {
        boolean first = !isReported;
        isReported = true;
        return first;
    }

    @Override
    boolean isOver() {
        return queue.isOver();
    }

    @Override
    int nextLengthBytes() {
        return 0;
    }

    @Override
    @Nullable
    LaneItem nextFrame(Lane lane, long nowNanos) {
        LaneItem item = lane.newFrame(this, nowNanos);
        int silent = queue.nextFrame(item.pcm, nowNanos);
        if (silent < 0) {
            lane.recycle(item);
            return null;
        }
        item.silentNanos = silent * 1_000_000_000L / format.sampleRateHz();
        return item;
    }

    @Override
    long readyInNanos(long nowNanos) {
        return queue.readyInNanos(nowNanos);
    }

    @Override
    @Nullable
    String nextMark() {
        return queue.nextMark();
    }

    @Override
    void throwAway(Consumer<String> marks) {
        queue.throwAway(marks);
    }

    @Override
    long limitNanos() {
        return queue.givenNanos();
    }

    @Override
    void closeSource() {
        // nobody has opened anything
    }
}
