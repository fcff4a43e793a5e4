package io.github.telnyxstream.codec;

import java.time.Duration;
import java.util.Objects;

/**
 * Says when the next frame may leave, so that the far end never runs dry and never holds more than the lead.
 *
 * <p>Pure arithmetic: it is told the time and owns neither a clock nor a thread. Times are nanoseconds of any monotonic
 * clock, such as {@link System#nanoTime()}; only differences count, so a clock that wraps around is no problem.
 *
 * <p>Frames stand on an absolute timeline: frame {@code n} is played by the far end at {@code base + n × ptime} and may
 * leave {@code lead} earlier. A late wake-up therefore never adds to the next period; a stall shorter than the lead is
 * caught up, and nobody hears it. When the far end has run dry, the frames it should have had are not sent after it: the
 * next {@link #advance} begins a new timeline.
 *
 * <pre>{@code
 * FramePacer pacer = FramePacer.of(Duration.ofMillis(20), Duration.ofMillis(160));
 * // in a loop or on a timer:
 * long now = System.nanoTime();
 * int frames = Math.min(pacer.framesDue(now), queue.size());
 * send(frames);
 * pacer.advance(frames, now);
 * }</pre>
 *
 * <p><b>Threads:</b> one thread at a time. <b>Allocation:</b> none after creation.
 */
public final class FramePacer {
    private static final long MOST_FRAMES = Integer.MAX_VALUE - 1;

    private final long ptimeNanos;
    private final long leadNanos;
    private final int leadFrames;
    private final int catchUpFrames;

    private boolean fresh = true;
    private boolean endExpected;
    private long baseNanos;
    private long framesLeft;
    private long burstNanos;
    private int burstFrames;
    private long rebases;
    private long underruns;

    private FramePacer(long ptimeNanos, long leadNanos, long maxCatchUpNanos) {
        this.ptimeNanos = ptimeNanos;
        this.leadNanos = leadNanos;
        this.leadFrames = (int) (leadNanos / ptimeNanos) + 1;
        this.catchUpFrames = (int) (maxCatchUpNanos / ptimeNanos) + 1;
    }

    /**
     * A pacer that may send its whole lead at once when it catches up.
     *
     * @param ptime audio time of one frame; positive, and long enough for an int to count the frames of the lead
     * @param lead how far ahead of playing a frame may leave; not negative, at most an hour
     * @return a fresh pacer
     * @throws IllegalArgumentException if a duration is out of its range
     */
    public static FramePacer of(Duration ptime, Duration lead) {
        Objects.requireNonNull(ptime, "ptime");
        Objects.requireNonNull(lead, "lead");
        return of(ptime, lead, lead.compareTo(ptime) < 0 ? ptime : lead);
    }

    /**
     * A pacer that spreads catching up after a stall.
     *
     * @param ptime audio time of one frame; positive, and long enough for an int to count the frames of the lead
     * @param lead how far ahead of playing a frame may leave; not negative, at most an hour
     * @param maxCatchUp after a stall, at most this much audio and one frame leave within one ptime; at least one ptime
     *     (with less a late pacer would stay late), at most an hour. The start of an utterance is not bound by it
     * @return a fresh pacer
     * @throws IllegalArgumentException if a duration is out of its range
     */
    public static FramePacer of(Duration ptime, Duration lead, Duration maxCatchUp) {
        Objects.requireNonNull(ptime, "ptime");
        Objects.requireNonNull(lead, "lead");
        Objects.requireNonNull(maxCatchUp, "maxCatchUp");
        long ptimeNanos = nanos("ptime", ptime, Duration.ofNanos(1));
        long leadNanos = nanos("lead", lead, Duration.ZERO);
        long maxCatchUpNanos = nanos("maxCatchUp", maxCatchUp, ptime);
        if (Math.max(leadNanos, maxCatchUpNanos) / ptimeNanos > MOST_FRAMES) {
            throw new IllegalArgumentException("ptime is " + ptime + ", too short to count the frames of " + lead
                    + " lead and " + maxCatchUp + " catching up");
        }
        return new FramePacer(ptimeNanos, leadNanos, maxCatchUpNanos);
    }

    private static long nanos(String name, Duration value, Duration least) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + least + " to PT1H");
        }
        return value.toNanos();
    }

    /**
     * How many frames may leave now. A fresh pacer, and one whose far end has run dry, allows the lead's worth of frames
     * and the one that plays now. Changes nothing; tell what really left with {@link #advance}.
     *
     * @param nowNanos the time
     * @return frames, 0 or more
     */
    public int framesDue(long nowNanos) {
        if (fresh) {
            return leadFrames;
        }
        if (isDry(nowNanos)) {
            return endExpected ? leadFrames : Math.min(leadFrames, catchUpFrames);
        }
        long onTimeline = Math.floorDiv(nowNanos - baseNanos + leadNanos, ptimeNanos) + 1 - framesLeft;
        int inBurst = nowNanos - burstNanos >= ptimeNanos ? catchUpFrames : burstFrames;
        return (int) Math.max(0, Math.min(onTimeline, inBurst));
    }

    /**
     * Notes that frames have left. Starts the timeline at this time when the pacer is fresh or the far end has run dry.
     *
     * @param frames how many; 0 changes nothing. More than were due is not refused: they count as left, and nothing is
     *     due until their time has come
     * @param nowNanos the time
     * @throws IllegalArgumentException if {@code frames} is negative
     */
    public void advance(int frames, long nowNanos) {
        if (frames < 0) {
            throw new IllegalArgumentException("frames is " + frames + ", must not be negative");
        }
        if (frames == 0) {
            return;
        }
        if (fresh || isDry(nowNanos)) {
            startTimeline(nowNanos);
        } else if (nowNanos - burstNanos >= ptimeNanos) {
            burstNanos = nowNanos;
            burstFrames = catchUpFrames;
        }
        framesLeft += frames;
        burstFrames = Math.max(0, burstFrames - frames);
        endExpected = false;
    }

    private void startTimeline(long nowNanos) {
        burstFrames = fresh || endExpected ? leadFrames : Math.min(leadFrames, catchUpFrames);
        if (!fresh) {
            rebases++;
            if (!endExpected) {
                underruns++;
            }
        }
        fresh = false;
        baseNanos = nowNanos;
        burstNanos = nowNanos;
        framesLeft = 0;
    }

    private boolean isDry(long nowNanos) {
        return nowNanos - playedOutNanos() > 0;
    }

    /**
     * When the next frame may leave; may lie in the past. A fresh pacer has no timeline: any time is due, and what this
     * returns then means nothing. {@link #nextDueNanos(long)} knows the difference.
     *
     * @return the time, to be compared by difference
     */
    public long nextDueNanos() {
        long onTimeline = baseNanos + framesLeft * ptimeNanos - leadNanos;
        long afterBurst = burstNanos + ptimeNanos;
        return burstFrames == 0 && afterBurst - onTimeline > 0 ? afterBurst : onTimeline;
    }

    /**
     * When the next frame may leave, but never in the past.
     *
     * @param nowNanos the time
     * @return {@code nowNanos} if a frame may leave now, else the later time at which one may
     */
    public long nextDueNanos(long nowNanos) {
        return framesDue(nowNanos) > 0 ? nowNanos : nextDueNanos();
    }

    /**
     * The time at which everything that has left will have been played, if the far end plays at its own speed and began
     * when the first frame left: network delay is not known here. Means nothing while the pacer is fresh;
     * {@link #aheadNanos} is 0 then.
     *
     * @return the time, to be compared by difference
     */
    public long playedOutNanos() {
        return baseNanos + framesLeft * ptimeNanos;
    }

    /**
     * How much audio the far end still has to play.
     *
     * @param nowNanos the time
     * @return nanoseconds of audio, 0 when it has run dry or nothing has left
     */
    public long aheadNanos(long nowNanos) {
        return fresh ? 0 : Math.max(0, playedOutNanos() - nowNanos);
    }

    /** Notes that no frame follows for now: if the far end runs dry after this, it is not an underrun. */
    public void endOfUtterance() {
        endExpected = true;
    }

    /** Forgets the timeline, because the far end's queue was emptied; the counters stay. */
    public void reset() {
        fresh = true;
        endExpected = false;
    }

    /**
     * Whether there is no timeline yet.
     *
     * @return true before the first {@link #advance} and after {@link #reset}
     */
    public boolean isFresh() {
        return fresh;
    }

    /**
     * New timelines begun because the far end had run dry, at the end of an utterance or not.
     *
     * @return how many since creation
     */
    public long rebases() {
        return rebases;
    }

    /**
     * Times the far end ran dry in the middle of an utterance.
     *
     * @return how many since creation
     */
    public long underruns() {
        return underruns;
    }
}
