package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.LaneItem.Kind;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.Outbound.Thrown;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be heard, in order, and what becomes of it: it leaves, is held, or is thrown away. Guarded by the lock of
 * the outbound side.
 */
final class PlayQueue {
    static final int READ_AHEAD_FRAMES = 25;
    /** Soon enough for a peer that takes nothing, and for a source that has nothing yet. */
    private static final long AGAIN_NANOS = Timeline.UNIT_NANOS;

    private final Lane lane;
    private final Outbox outbox;
    private final OutboundEvents events;
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    /** Queued, and not yet confirmed or over in another way. */
    private final Set<QueuedPlayback> active = new LinkedHashSet<>();

    private @Nullable QueuedLivePlayback live;
    /** Of which a frame has left last; only to be looked at ahead. */
    private @Nullable QueuedPlayback leaving;

    private boolean started;
    private boolean ended;
    private boolean held;
    private long heldAtNanos;
    /** There is no connection. */
    private boolean lost;

    private record Queued(@Nullable QueuedPlayback playback, String mark) {}

    PlayQueue(Lane lane, Outbox outbox, OutboundEvents events) {
        this.lane = lane;
        this.outbox = outbox;
        this.events = events;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        QueuedPlayback last = leaving;
        return lane.touch() + queue.size() + (last == null ? 0 : last.touch());
    }

    /** From now on frames may leave. */
    void start() {
        started = true;
    }

    boolean hasEnded() {
        return ended;
    }

    Lane lane() {
        return lane;
    }

    // ------------------------------------------------------------------ adding

    /** Queues a playback; an open one of single frames ends. False if it is a live one, and another is open. */
    boolean add(QueuedPlayback playback) {
        QueuedLivePlayback open = open();
        if (open != null && open.isEcho()) {
            open.queue().end();
        } else if (open != null && playback instanceof QueuedLivePlayback) {
            return false;
        }
        if (playback instanceof QueuedLivePlayback next) {
            live = next;
        }
        active.add(playback);
        queue.add(new Queued(playback, ""));
        return true;
    }

    private @Nullable QueuedLivePlayback open() {
        return live != null && live.isOpen() ? live : null;
    }

    /** Queues a mark behind all that is queued and written by now. */
    void addMark(String name) {
        Queued last = queue.peekLast();
        QueuedLivePlayback open = open();
        if (open == null
                || last == null
                || last.playback != open
                || !open.queue().mark(name)) {
            queue.add(new Queued(null, name));
        }
    }

    /** In the queue, and marks that wait in the midst of playbacks. */
    int waiting() {
        QueuedLivePlayback last = live;
        return queue.size()
                + lane.marksAgain()
                + (last == null ? 0 : last.queue().marksWaiting());
    }

    boolean isEmpty() {
        return queue.isEmpty() && lane.nextAgain() == null;
    }

    /** Whether something waits behind a live playback to which nothing was written for a while. Reported once for each. */
    boolean takeKeptWaiting(long nowNanos, long quietNanos) {
        QueuedLivePlayback open = open();
        if (open == null || open.isEcho() || held || lost) {
            return false;
        }
        boolean keeps =
                quietNanos == 0 || (queue.size() > 1 && nowNanos - open.queue().writtenAtNanos() > quietNanos);
        return keeps && open.takeReport();
    }

    // ------------------------------------------------------------------ reading

    /** The first playback that is not wholly read, if fewer frames than so many were read ahead. */
    @Nullable
    PulledPlayback nextToRead(int frames) {
        int ahead = 0;
        for (Queued each : queue) {
            if (each.playback instanceof PulledPlayback pulled) {
                ahead += pulled.framesAhead();
                if (ahead >= frames) {
                    return null;
                }
                if (!pulled.isRead()) {
                    return pulled;
                }
            }
        }
        return null;
    }

    void fail(PulledPlayback playback, String reason) {
        playback.fail(reason);
        if (!playback.hasLeft() && !lane.holds(playback)) {
            queue.removeIf(each -> playback.equals(each.playback));
            active.remove(playback);
            playback.finish(playback.interrupted());
        }
    }

    // ------------------------------------------------------------------ leaving

    /** Moves one thing to the outbox, if one may leave. */
    boolean moveOne(long nowNanos) {
        if (!started || lost) {
            return false;
        }
        LaneItem again = lane.nextAgain();
        if (again != null) {
            if (isHeldBack(again.playback) || (again.isFrame() && !lane.mayLeave(lengthBytes(again), nowNanos))) {
                return false;
            }
            lane.sendAgain(nowNanos);
            return true;
        }
        Queued head = queue.peek();
        if (head == null || isHeldBack(head.playback)) {
            return false;
        }
        if (head.playback == null) {
            queue.remove();
            lane.send(LaneItem.mark(head.mark), nowNanos);
            return true;
        }
        return moveOne(head.playback, nowNanos);
    }

    private static int lengthBytes(LaneItem item) {
        return item.payload == null ? 0 : item.payload.length;
    }

    private boolean moveOne(QueuedPlayback playback, long nowNanos) {
        String mark = playback.nextMark();
        if (mark != null) {
            lane.send(LaneItem.mark(mark), nowNanos);
            return true;
        }
        if (playback.isOver()) {
            queue.remove();
            lane.send(LaneItem.mark(Kind.END, playback), nowNanos);
            return true;
        }
        if (!lane.mayLeave(playback.nextLengthBytes(), nowNanos)) {
            return false;
        }
        LaneItem frame = playback.nextFrame(lane, nowNanos);
        if (frame == null) {
            return playback.isOver();
        }
        if (!playback.hasLeft()) {
            events.begins(playback.fileHeader(frame));
            leaving = playback;
        }
        lane.send(frame, nowNanos);
        return true;
    }

    /** Nanoseconds until something may leave. */
    long nextNanos(long nowNanos) {
        LaneItem again = lane.nextAgain();
        Queued head = queue.peek();
        QueuedPlayback next = again != null ? again.playback : head != null ? head.playback : null;
        if (next == null || !started || lost || isHeldBack(next)) {
            return Long.MAX_VALUE;
        }
        long ready = again != null ? 0 : next.readyInNanos(nowNanos);
        if (ready == Long.MAX_VALUE) {
            return ready;
        }
        long due = Math.max(ready, lane.timeline().nextDueNanos(nowNanos) - nowNanos);
        return due > 0 ? due : AGAIN_NANOS;
    }

    private boolean isHeldBack(@Nullable QueuedPlayback playback) {
        return held && playback != null && !playback.isProtected();
    }

    // ------------------------------------------------------------------ coming back

    /** Takes the oldest mark of that name off the list; null if none is out. */
    @Nullable
    Pending markReturned(String name, long nowNanos) {
        Pending mark = lane.marks().returned(name);
        if (mark != null && !mark.isVoid()) {
            lane.timeline().confirm(mark.position, nowNanos - mark.dueNanos, nowNanos);
            QueuedPlayback playback = mark.item.playback;
            if (mark.item.kind == Kind.END && playback != null && active.remove(playback)) {
                playback.finish(playback.played());
            } else if (mark.item.kind == Kind.PROGRESS && playback != null && playback.isActive()) {
                playback.tellProgress(playback.follow(
                        lane.heardNanos(nowNanos), lane.timeline().confirmed()));
            }
        }
        return mark;
    }

    /** The oldest mark if it should have been back by now; a playback that waits for it ends unconfirmed. */
    @Nullable
    Pending overdue(long nowNanos) {
        Pending mark = lane.marks().overdue(nowNanos);
        QueuedPlayback playback = mark == null ? null : mark.item.playback;
        if (mark != null
                && !mark.isVoid()
                && mark.item.kind == Kind.END
                && playback != null
                && active.remove(playback)) {
            PlaybackPosition position =
                    playback.follow(lane.heardNanos(nowNanos), lane.timeline().confirmed());
            playback.finish(PlaybackResult.failed(Cause.UNCONFIRMED, position, "Telnyx never returned its mark"));
        }
        return mark;
    }

    // ------------------------------------------------------------------ silence

    /** Throws away everything that is not protected. */
    void interrupt(Thrown thrown, long nowNanos) {
        boolean silenced = silence(nowNanos);
        throwAway(thrown, silenced);
    }

    /** The connection is lost: what may not have been heard waits, whether it is protected or not. */
    void lose(long nowNanos) {
        lost = true;
        follow(nowNanos);
        lane.takeBackForGood(nowNanos);
    }

    /** There is a connection again. */
    void regain() {
        lost = false;
        if (lane.nextAgain() != null || !queue.isEmpty()) {
            lane.fadeIn();
        }
    }

    boolean isLost() {
        return lost;
    }

    void hold(long nowNanos) {
        if (!held) {
            held = true;
            heldAtNanos = nowNanos;
            silence(nowNanos);
        }
    }

    boolean isHeld() {
        return held;
    }

    boolean isHeldSince(long nanos) {
        return held && heldAtNanos - nanos < 0;
    }

    boolean resume() {
        if (!held) {
            return false;
        }
        held = false;
        LaneItem again = lane.nextAgain();
        Queued head = queue.peek();
        QueuedPlayback next = again != null ? again.playback : head != null ? head.playback : null;
        if (next != null && !next.isProtected()) {
            lane.fadeIn();
        }
        return true;
    }

    boolean discard(Thrown thrown, long nowNanos) {
        if (!held) {
            return false;
        }
        follow(nowNanos);
        throwAway(thrown, false);
        return true;
    }

    /** False if a protected playback is being heard: it goes on, and with it what has left behind it. */
    private boolean silence(long nowNanos) {
        long heard = lane.heardNanos(nowNanos);
        long confirmed = lane.timeline().confirmed();
        follow(nowNanos);
        for (QueuedPlayback playback : active) {
            if (playback.isProtected() && playback.isBeingHeard(heard, confirmed)) {
                return false;
            }
        }
        lane.takeBack(nowNanos);
        if (started && !lost) {
            // also when nothing is queued here: Telnyx may still be playing what was sent
            outbox.addControl(MessageWriter.clear());
        }
        return true;
    }

    private void follow(long nowNanos) {
        long heard = lane.heardNanos(nowNanos);
        long confirmed = lane.timeline().confirmed();
        active.forEach(playback -> playback.follow(heard, confirmed));
    }

    private void throwAway(Thrown thrown, boolean silenced) {
        held = false;
        lane.throwAway(LaneItem::isProtected, thrown.marks::add);
        queue.removeIf(each -> {
            if (each.playback == null) {
                thrown.marks.add(each.mark);
            } else if (!each.playback.isProtected()) {
                each.playback.throwAway(thrown.marks::add);
            }
            return each.playback == null || !each.playback.isProtected();
        });
        active.removeIf(playback -> {
            if (playback.isProtected()) {
                return false;
            }
            if (!silenced) {
                playback.allWillBeHeard();
            }
            playback.finish(playback.interrupted());
            thrown.playbacks.add(playback);
            return true;
        });
    }

    /** Everything that is active has failed. */
    List<QueuedPlayback> end(String reason, long nowNanos) {
        ended = true;
        held = false;
        follow(nowNanos);
        outbox.purgeMedia();
        List<QueuedPlayback> failed = new ArrayList<>(active);
        for (QueuedPlayback playback : failed) {
            playback.throwAway(mark -> {});
            playback.finish(PlaybackResult.failed(Cause.SESSION_ENDED, playback.lastPosition(), reason));
        }
        active.clear();
        queue.clear();
        lane.clear();
        return failed;
    }
}
