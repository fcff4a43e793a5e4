package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.FramePacer;
import io.github.telnyxstream.codec.MediaFormat;
import java.time.Duration;

/**
 * Where the far end is in what was sent. Positions count units of 20 ms that have left; what is taken back is counted
 * again when it leaves again. Guarded by the lock of the outbound side.
 */
final class Timeline {
    static final long UNIT_NANOS = MediaFormat.PTIME_MILLIS * 1_000_000L;
    /** A mark that comes back later than this tells of a stall, not of the way there and back. */
    private static final long MAX_LATENESS_NANOS = 1_000_000_000;

    private final FramePacer pacer;
    private final long leadNanos;

    private long left;
    private long confirmed;
    /** Nothing before it is taken back. */
    private long base;

    private long anchor;
    private long anchorNanos;
    private long latenessNanos;

    Timeline(Duration lead, Duration maxCatchUp) {
        this.pacer = FramePacer.of(Duration.ofMillis(MediaFormat.PTIME_MILLIS), lead, maxCatchUp);
        this.leadNanos = lead.toNanos();
    }

    boolean isDue(long nowNanos) {
        return pacer.framesDue(nowNanos) > 0;
    }

    void advance(int units, long nowNanos) {
        if (pacer.isFresh()) {
            anchorAt(left, nowNanos);
        }
        pacer.advance(units, nowNanos);
        left += units;
    }

    /** Units that have left. */
    long left() {
        return left;
    }

    long confirmed() {
        return confirmed;
    }

    /** When what has left will have been played; now if it has been. */
    long playedOutNanos(long nowNanos) {
        return nowNanos + pacer.aheadNanos(nowNanos);
    }

    /** When the next frame may leave; now if it may already. */
    long nextDueNanos(long nowNanos) {
        return pacer.nextDueNanos(nowNanos);
    }

    long aheadNanos(long nowNanos) {
        return pacer.aheadNanos(nowNanos);
    }

    long underruns() {
        return pacer.underruns();
    }

    void endOfUtterance() {
        pacer.endOfUtterance();
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        return (int) left + (pacer.isFresh() ? 1 : 0);
    }

    /** A mark has come back that stands behind so many units, this much later than the far end should have been there. */
    void confirm(long position, long lateNanos, long nowNanos) {
        confirmed = Math.max(confirmed, position);
        anchorAt(position, nowNanos);
        latenessNanos =
                Math.max(Math.min(Math.max(0, lateNanos), MAX_LATENESS_NANOS), latenessNanos - latenessNanos / 8);
    }

    private void anchorAt(long position, long nowNanos) {
        anchor = position;
        anchorNanos = nowNanos;
    }

    /**
     * The position that can have been heard: as the far end plays at its own speed, without what the socket has not taken,
     * not further than the time since the last mark came back allows, and not beyond the first mark that is out.
     *
     * @param unitsUnsent units that have left and wait in the outbox
     * @param firstOut position of the first mark that is out, or the largest number
     */
    long heardNanos(long nowNanos, long unitsUnsent, long firstOut) {
        long heard = left * UNIT_NANOS - pacer.aheadNanos(nowNanos);
        heard = Math.min(heard, (left - unitsUnsent) * UNIT_NANOS);
        heard = Math.min(heard, anchor * UNIT_NANOS + Math.max(0, nowNanos - anchorNanos));
        if (firstOut < left) {
            heard = Math.min(heard, firstOut * UNIT_NANOS);
        }
        return Math.max(heard, confirmed * UNIT_NANOS);
    }

    /**
     * Where hearing may have stopped at the earliest: before what can have been heard lies at most what the far end keeps
     * in hand, as it is told by the marks, and the lead, which stands for what is not known of it.
     */
    long earliestStop(long heardNanos) {
        long earliest = Math.floorDiv(heardNanos - leadNanos - latenessNanos, UNIT_NANOS);
        return Math.max(Math.max(confirmed, base), earliest);
    }

    /** The far end's queue was emptied, and what had left from there on will leave again, or never. */
    void takeBackTo(long position) {
        left = position;
        base = position;
        pacer.reset();
    }
}
