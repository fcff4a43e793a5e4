package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.audio.AudioSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A playback with its source, the frame in the making, and the account of what has left. */
class QueuedPlayback implements Playback {
    private static final Logger log = LoggerFactory.getLogger(QueuedPlayback.class);
    private static final long PTIME_NANOS = MediaFormat.PTIME_MILLIS * 1_000_000L;

    private final AudioSource source;
    private final Mailbox mailbox;
    private final StreamClock clock;
    private final short[] frame;
    private int filled;

    private final AtomicBoolean sourceClosed = new AtomicBoolean();
    private final AtomicReference<@Nullable PlaybackResult> ended = new AtomicReference<>();
    private final CompletableFuture<PlaybackResult> result = new CompletableFuture<>();

    // guarded by the lock of the outbound side
    private volatile long framesLeft;
    private volatile long playedOutNanos;

    QueuedPlayback(AudioSource source, MediaFormat format, Mailbox mailbox, StreamClock clock) {
        this.source = source;
        this.mailbox = mailbox;
        this.clock = clock;
        this.frame = new short[format.samplesPerFrame()];
    }

    @Override
    public final boolean isActive() {
        return ended.get() == null;
    }

    @Override
    public final CompletionStage<PlaybackResult> result() {
        return result.minimalCompletionStage();
    }

    /** Whether whoever gives the audio asks to be fed when there is more. */
    boolean isPushed() {
        return false;
    }

    /** Nanoseconds until there is something to be fed although nobody asks. Called with the lock of the outbound side held. */
    long overdueInNanos(long nowNanos) {
        return Long.MAX_VALUE;
    }

    /** What reading has brought. */
    enum Read {
        /** A whole frame stands in {@link #frame()}. */
        FRAME,
        /** There is nothing to read at the moment. */
        NOTHING_YET,
        /** The source is at its end, and a last frame, filled up with silence, stands in {@link #frame()}. */
        LAST_FRAME,
        /** The source is at its end. */
        END
    }

    /** Reads on until a frame is whole. One thread at a time. */
    final Read readFrame() throws IOException {
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
                filled = 0;
                return Read.LAST_FRAME;
            }
            filled += Objects.checkIndex(count, frame.length - filled + 1);
        }
        filled = 0;
        return Read.FRAME;
    }

    final short[] frame() {
        return frame;
    }

    /** A frame has left; the far end will have played it at that time. */
    final void framePaced(long playedOutNanos) {
        framesLeft++;
        this.playedOutNanos = playedOutNanos;
    }

    /** A frame that was paced has been thrown away before it was sent. */
    final void framePurged() {
        framesLeft--;
        playedOutNanos -= PTIME_NANOS;
    }

    /** What can have been heard until then. */
    final Duration heard(long nowNanos) {
        long sent = framesLeft * PTIME_NANOS;
        long stillToPlay = framesLeft == 0 ? 0 : Math.max(0, playedOutNanos - nowNanos);
        return Duration.ofMillis(Math.max(0, sent - stillToPlay) / 1_000_000);
    }

    final Duration sent() {
        return Duration.ofMillis(framesLeft * MediaFormat.PTIME_MILLIS);
    }

    /** How far it was heard until then; only the end is confirmed, by its mark. */
    final PlaybackPosition position(long nowNanos) {
        return new PlaybackPosition(Duration.ZERO, heard(nowNanos));
    }

    @Override
    public final PlaybackPosition position() {
        PlaybackResult last = ended.get();
        return last == null ? position(clock.nanoTime()) : last.position();
    }

    /** Ends the playback; only the first call counts. The stage is completed in the mailbox's turn, when that goes. */
    final void finish(PlaybackResult last) {
        if (ended.compareAndSet(null, last)) {
            mailbox.post(() -> result.complete(last));
        }
    }

    /** Ends a playback of a session that has no mailbox any more. */
    final void refuse(Cause cause, String reason) {
        PlaybackResult refused = PlaybackResult.failed(cause, PlaybackPosition.START, reason);
        if (ended.compareAndSet(null, refused)) {
            result.complete(refused);
        }
    }

    final void closeSource() {
        if (sourceClosed.compareAndSet(false, true)) {
            try {
                source.close();
            } catch (IOException | RuntimeException | Error refused) {
                log.warn("An audio source could not be closed", refused);
            }
        }
    }
}
