package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.PlaybackResult.Cause;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A playback, and the account of what of it has left. What is not the result is guarded by the lock of the outbound side. */
abstract class QueuedPlayback implements Playback {

    private final Outbound outbound;
    private final Mailbox mailbox;
    private final PlaybackOptions options;
    private final int progressUnits;
    private final AtomicReference<@Nullable PlaybackResult> ended = new AtomicReference<>();
    private final CompletableFuture<PlaybackResult> result = new CompletableFuture<>();

    private long startUnits;
    private long unitsLeft;
    /** Of frames that can still be taken back: where they end, counted from the start, and how much of each is silence. */
    private final ArrayDeque<Padding> paddings = new ArrayDeque<>(1);

    private long settledPaddingNanos;
    private long confirmedNanos;
    private long estimatedNanos;

    private record Padding(long endUnits, long nanos) {}

    QueuedPlayback(Outbound outbound, Mailbox mailbox, PlaybackOptions options) {
        this.outbound = outbound;
        this.mailbox = mailbox;
        this.options = options;
        this.progressUnits =
                (int) Math.min(Integer.MAX_VALUE, options.progressInterval().toNanos() / Timeline.UNIT_NANOS);
    }

    @Override
    public final boolean isActive() {
        return ended.get() == null;
    }

    @Override
    public final CompletionStage<PlaybackResult> result() {
        return result.minimalCompletionStage();
    }

    @Override
    public final PlaybackPosition position() {
        PlaybackResult last = ended.get();
        return last == null ? outbound.positionOf(this) : last.position();
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        return (int) unitsLeft;
    }

    final boolean isProtected() {
        return options.isProtectedFromBargeIn();
    }

    /** Whether it was made for single frames that are sent, and ends by itself. */
    boolean isEcho() {
        return false;
    }

    /** What file the application took for samples, told by what it gave first; null if there is none in it. */
    @Nullable
    String fileHeader(LaneItem first) {
        return FileHeaders.ofSamples(first.pcm);
    }

    /** Whether it has nothing to give any more. */
    abstract boolean isOver();

    /** Whether frames are encoded already: the room that the next one needs as a message; 0 when there is none. */
    abstract int nextLengthBytes();

    /** The next frame, which may leave now; null when there is none yet. */
    abstract @Nullable LaneItem nextFrame(Lane lane, long nowNanos);

    /** Nanoseconds until there may be a frame, as far as that depends on it; the largest number if nobody knows. */
    abstract long readyInNanos(long nowNanos);

    /** A mark of the application's that stands behind what has left so far; null when there is none. */
    abstract @Nullable String nextMark();

    /** It is thrown away: forgets what waits; marks of the application that will not be sent are told. */
    abstract void throwAway(Consumer<String> marks);

    /** Gives back what the application's source holds, if there is one. Never under a lock. */
    abstract void closeSource();

    /** What it ends as when it is interrupted. */
    PlaybackResult interrupted() {
        return PlaybackResult.interrupted(lastPosition());
    }

    /** What it ends as when its last mark has come back. */
    PlaybackResult played() {
        return PlaybackResult.played(millis(givenNanos()));
    }

    // ------------------------------------------------------------------ the account

    /** A frame has left; the position is that of its start. Returns whether a progress mark is due behind it. */
    final boolean frameLeft(LaneItem frame, long position) {
        if (unitsLeft == 0) {
            startUnits = position;
        }
        long before = unitsLeft;
        unitsLeft += frame.units;
        if (frame.silentNanos > 0) {
            paddings.add(new Padding(unitsLeft, frame.silentNanos));
        }
        return progressUnits > 0 && before / progressUnits != unitsLeft / progressUnits;
    }

    /** The last frame that had left has been taken back. */
    final void frameTakenBack(LaneItem frame) {
        unitsLeft -= frame.units;
        if (frame.silentNanos > 0) {
            paddings.pollLast();
        }
    }

    /** The oldest frame that had left will not be taken back any more. */
    final void frameSettled(LaneItem frame) {
        if (frame.silentNanos > 0) {
            Padding oldest = paddings.poll();
            settledPaddingNanos += oldest == null ? 0 : oldest.nanos;
        }
    }

    final boolean hasLeft() {
        return unitsLeft > 0;
    }

    /** Whether the far end has begun to play it and has not confirmed that it is through. */
    final boolean isBeingHeard(long heardNanos, long confirmedUnits) {
        return unitsLeft > 0
                && startUnits * Timeline.UNIT_NANOS <= heardNanos
                && startUnits + unitsLeft > confirmedUnits;
    }

    /** Moves the position on, to what the session's position means for this playback; it never goes back. */
    final PlaybackPosition follow(long heardNanos, long confirmedUnits) {
        confirmedNanos = Math.max(confirmedNanos, heardOf(confirmedUnits * Timeline.UNIT_NANOS));
        estimatedNanos = Math.max(Math.max(estimatedNanos, confirmedNanos), heardOf(heardNanos));
        return lastPosition();
    }

    private long heardOf(long positionNanos) {
        long into = positionNanos - startUnits * Timeline.UNIT_NANOS;
        into = Math.max(0, Math.min(into, unitsLeft * Timeline.UNIT_NANOS));
        return Math.max(0, Math.min(into - silentBefore(into), limitNanos()));
    }

    private long silentBefore(long intoNanos) {
        long silent = settledPaddingNanos;
        for (Padding padding : paddings) {
            long begin = padding.endUnits * Timeline.UNIT_NANOS - padding.nanos;
            silent += Math.max(0, Math.min(padding.nanos, intoNanos - begin));
        }
        return silent;
    }

    /** What was given, if that is known better than by the frames. */
    long limitNanos() {
        return Long.MAX_VALUE;
    }

    /** What has left, without silence. */
    private long givenNanos() {
        return heardOf((startUnits + unitsLeft) * Timeline.UNIT_NANOS);
    }

    final PlaybackPosition lastPosition() {
        return new PlaybackPosition(millis(confirmedNanos), millis(estimatedNanos));
    }

    /** All that has left will be heard, whatever happens. */
    final void allWillBeHeard() {
        estimatedNanos = Math.max(estimatedNanos, givenNanos());
    }

    private static Duration millis(long nanos) {
        return Duration.ofMillis(nanos / 1_000_000);
    }

    // ------------------------------------------------------------------ the end

    /** Ends the playback; only the first call counts. The stage is completed in the mailbox's turn, when that goes. */
    final void finish(PlaybackResult last) {
        if (ended.compareAndSet(null, last)) {
            mailbox.post(() -> result.complete(last));
        }
    }

    /** Ends a playback that was never queued; its session may have no mailbox any more. */
    final void refuse(Cause cause, String reason) {
        PlaybackResult refused = PlaybackResult.failed(cause, PlaybackPosition.START, reason);
        if (ended.compareAndSet(null, refused)) {
            result.complete(refused);
        }
    }

    /** Tells the application how far it is. */
    final void tellProgress(PlaybackPosition position) {
        Consumer<PlaybackPosition> listener = options.progressListener();
        if (listener != null) {
            mailbox.post(() -> listener.accept(position));
        }
    }
}
