package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.ResampledSource;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A playback that is read from a source of the application's, on a worker and without a lock, since that may block. What was
 * read waits here until it is due.
 */
class PulledPlayback extends QueuedPlayback {
    private static final Logger log = LoggerFactory.getLogger(PulledPlayback.class);

    private final AudioSource source;
    private final MediaFormat format;
    private final short[] frame;
    private int filled;
    private int padding;
    private final AtomicBoolean sourceClosed = new AtomicBoolean();

    // guarded by the lock of the outbound side
    private final ItemRing readAhead = new ItemRing();
    private boolean isRead;
    private @Nullable String failure;

    /** Reads from a source of the format's rate, which may make something else of the one that was given. */
    PulledPlayback(
            AudioSource source, MediaFormat format, Outbound outbound, Mailbox mailbox, PlaybackOptions options) {
        super(outbound, mailbox, options);
        this.source = source;
        this.format = format;
        this.frame = new short[format.samplesPerFrame()];
    }

    // ------------------------------------------------------------------ on a worker

    /** What reading has brought. */
    enum Read {
        /** A whole frame. */
        FRAME,
        /** There is nothing to read at the moment. */
        NOTHING_YET,
        /** The source is at its end, and before it was a last frame, filled up with silence. */
        LAST_FRAME,
        /** The source is at its end. */
        END
    }

    /** The message of the frame that was just read; null where it is none of samples. */
    @Nullable
    MediaWriter write(MediaWriter writer) {
        int unused = writer.write(frame);
        return writer;
    }

    /** Reads on until a frame is whole. One thread at a time. */
    Read readFrame() throws IOException {
        while (filled < frame.length) {
            int count = source.read(frame, filled, frame.length - filled);
            if (count == 0) {
                return Read.NOTHING_YET;
            }
            if (count < 0) {
                if (filled == 0) {
                    return Read.END;
                }
                Arrays.fill(frame, filled, frame.length, (short) 0);
                padding = frame.length - filled;
                filled = 0;
                return Read.LAST_FRAME;
            }
            filled += Objects.checkIndex(count, frame.length - filled + 1);
        }
        filled = 0;
        return Read.FRAME;
    }

    @Override
    final void closeSource() {
        if (sourceClosed.compareAndSet(false, true)) {
            try {
                source.close();
            } catch (IOException | RuntimeException | Error refused) {
                log.warn("An audio source could not be closed", refused);
            }
        }
    }

    // ------------------------------------------------------------------ with the lock held

    /** Takes over what was just read, and its message where that was written already. */
    void addFrame(Lane lane, @Nullable MediaWriter written, long nowNanos) {
        LaneItem item = lane.newFrame(this, nowNanos);
        if (written != null) {
            item.write(written.bytes(), written.lengthBytes());
        }
        System.arraycopy(frame, 0, item.pcm, 0, frame.length);
        item.silentNanos = padding * 1_000_000_000L / format.sampleRateHz();
        add(item);
    }

    final void add(LaneItem item) {
        readAhead.add(item);
    }

    /** Nothing more will be read. */
    final void addEnd() {
        isRead = true;
    }

    /** Throws away what waits, and remembers why; what has left is heard. */
    final void fail(String reason) {
        isRead = true;
        failure = reason;
        readAhead.clear();
    }

    @Override
    final int touch() {
        return filled + readAhead.touch();
    }

    final boolean isRead() {
        return isRead;
    }

    final int framesAhead() {
        return readAhead.size();
    }

    @Override
    final boolean isOver() {
        return isRead && readAhead.isEmpty();
    }

    @Override
    final int nextLengthBytes() {
        LaneItem next = readAhead.peek();
        return next == null || next.payload == null ? 0 : next.payload.length;
    }

    @Override
    @Nullable
    String fileHeader(LaneItem first) {
        return source instanceof ResampledSource resampled
                ? FileHeaders.ofSamples(resampled.head())
                : super.fileHeader(first);
    }

    @Override
    final @Nullable LaneItem nextFrame(Lane lane, long nowNanos) {
        return readAhead.poll();
    }

    @Override
    final long readyInNanos(long nowNanos) {
        return 0;
    }

    @Override
    final @Nullable String nextMark() {
        return null;
    }

    @Override
    final void throwAway(Consumer<String> marks) {
        readAhead.clear();
    }

    @Override
    final PlaybackResult interrupted() {
        String reason = failure;
        return reason == null
                ? super.interrupted()
                : PlaybackResult.failed(Cause.SOURCE_FAILED, lastPosition(), reason);
    }

    @Override
    final PlaybackResult played() {
        String reason = failure;
        PlaybackResult whole = super.played();
        return reason == null ? whole : PlaybackResult.failed(Cause.SOURCE_FAILED, whole.position(), reason);
    }
}
