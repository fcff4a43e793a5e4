package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.FramePacer;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From the application's audio to the outbox: playbacks wait in the queue, the {@link Feeder} reads them into the lane up
 * to half a second ahead, and pumping, on the ticker, moves from the lane to the outbox what is due. Every interruption
 * begins a new generation, and what is of an older one never gets into the lane.
 */
final class Outbound {
    private static final int LANE_FRAMES = 25;
    private static final long MARK_OVERDUE_NANOS = Duration.ofSeconds(10).toNanos();

    /** Soon enough for a peer that takes nothing, and for a source that has nothing yet. */
    private static final long AGAIN_NANOS =
            Duration.ofMillis(MediaFormat.PTIME_MILLIS).toNanos();

    private final AcceptorOptions options;
    private final Executor closers;
    private final Outbox outbox;
    private final Events events;

    private final Object lock = new Object();
    private final ArrayDeque<Queued> queue = new ArrayDeque<>();
    private final ArrayDeque<LaneItem> lane = new ArrayDeque<>();
    private final Set<QueuedPlayback> active = new LinkedHashSet<>();
    private final MarkLedger marks = new MarkLedger();
    private final FramePacer pacer;
    private int laneFrames;
    private long generation;
    private long playbackNumber;
    private long framesSent;
    private boolean started;
    private boolean ended;

    private final Feeder feeder;

    /** What the outbound side tells the session. */
    interface Events {
        /** There will be something to pump within so many nanoseconds. */
        void dueWithin(long nanos);

        /** A mark of the application's has come back, or will not be sent any more. */
        void markReturned(MarkEvent event, MarkOutcome outcome);

        /** A playback has ended outside of a visit; its result waits in the mailbox. */
        void playbackEnded();

        /** A mark is not as it should be. */
        void markMismatch(String detail);
    }

    /** Pushed audio or a mark has come: this thread encodes it, and sends what is due as far as nothing blocks. */
    void fed() {
        feeder.feedHere();
        events.dueWithin(pump(options.clock().nanoTime()));
    }

    /** A playback to read from, and the generation that the frames will belong to. */
    record Next(QueuedPlayback playback, long generation) {}

    /** What waits to be fed. */
    private record Queued(
            @Nullable QueuedPlayback playback, @Nullable String mark) {}

    /** What waits to be pumped: a frame; or the end of a playback; or a mark of the application's. */
    private record LaneItem(
            @Nullable OutgoingMessage frame,
            @Nullable QueuedPlayback playback,
            @Nullable String mark) {}

    Outbound(Engine engine, Outbox outbox, MediaFormat format, Events events) {
        this.options = engine.options();
        this.closers = engine.workers().closers();
        this.outbox = outbox;
        this.events = events;
        this.feeder = new Feeder(this, engine.workers().sources(), format);
        this.pacer = FramePacer.of(Duration.ofMillis(MediaFormat.PTIME_MILLIS), options.lead());
    }

    /** From now on frames may leave. */
    void start() {
        synchronized (lock) {
            started = true;
        }
        events.dueWithin(0);
    }

    void play(QueuedPlayback playback) {
        Cause cause = Cause.REFUSED;
        String refusal = null;
        synchronized (lock) {
            if (ended) {
                cause = Cause.SESSION_ENDED;
                refusal = "the session has ended";
            } else if (waiting() >= options.maxWaitingPlaybacks()) {
                refusal = waiting() + " playbacks and marks wait already";
            } else {
                active.add(playback);
                queue.add(new Queued(playback, null));
            }
        }
        if (refusal != null) {
            playback.refuse(cause, refusal);
            closeSources(List.of(playback));
        } else if (!playback.isPushed()) {
            feeder.feed();
        }
    }

    boolean mark(String name) {
        synchronized (lock) {
            if (ended || waiting() + marks.size() >= options.maxWaitingPlaybacks()) {
                return false;
            }
            queue.add(new Queued(null, name));
        }
        fed();
        return true;
    }

    /** In the queue, and past it without a frame to pace: marks pass at once. */
    private int waiting() {
        return queue.size() + lane.size() - laneFrames;
    }

    boolean interrupt() {
        List<QueuedPlayback> interrupted;
        List<String> unsentMarks = new ArrayList<>();
        synchronized (lock) {
            if (ended) {
                return false;
            }
            generation++;
            collectUnsentMarks(unsentMarks);
            outbox.purgeMedia();
            interrupted = finishActive(PlaybackResult::interrupted);
            pacer.reset();
            if (started) {
                // also when nothing is queued here: Telnyx may still be playing what was sent
                outbox.addControl(MessageWriter.clear());
            }
        }
        outbox.drain();
        closeSources(interrupted);
        unsentMarks.forEach(name -> events.markReturned(new MarkEvent(null, -1, name), MarkOutcome.INTERRUPTED));
        return true;
    }

    private void collectUnsentMarks(List<String> names) {
        lane.forEach(item -> {
            if (item.mark != null) {
                names.add(item.mark);
            }
        });
        queue.forEach(item -> {
            if (item.mark != null) {
                names.add(item.mark);
            }
        });
        lane.clear();
        laneFrames = 0;
        queue.clear();
    }

    private List<QueuedPlayback> finishActive(Function<PlaybackPosition, PlaybackResult> result) {
        long now = options.clock().nanoTime();
        List<QueuedPlayback> finished = new ArrayList<>(active);
        finished.forEach(playback -> playback.finish(result.apply(playback.position(now))));
        active.clear();
        return finished;
    }

    /** Ends everything; nothing leaves afterwards. */
    void end(String reason) {
        List<QueuedPlayback> failed;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            generation++;
            outbox.purgeMedia();
            failed = finishActive(position -> PlaybackResult.failed(Cause.SESSION_ENDED, position, reason));
            lane.clear();
            queue.clear();
            marks.clear();
        }
        closeSources(failed);
    }

    /** On a worker: the source may be in a read, or block in closing. */
    private void closeSources(List<QueuedPlayback> playbacks) {
        if (!playbacks.isEmpty()) {
            closers.execute(() -> playbacks.forEach(QueuedPlayback::closeSource));
        }
    }

    void markReturned(MarkEvent event) {
        Pending mark;
        boolean interrupted = false;
        synchronized (lock) {
            mark = marks.returned(event.name());
            if (mark != null) {
                interrupted = mark.generation() != generation;
                QueuedPlayback playback = mark.playback();
                if (playback != null && active.remove(playback)) {
                    playback.finish(PlaybackResult.played(playback.sent()));
                }
            }
        }
        if (mark == null) {
            events.markMismatch("a mark came back that was not out");
        } else if (mark.playback() == null) {
            events.markReturned(event, interrupted ? MarkOutcome.INTERRUPTED : MarkOutcome.PLAYED);
        }
    }

    // ------------------------------------------------------------------ for the feeder

    /** What is to be read next, or null when there is nothing or no room; marks go straight to the lane. */
    @Nullable
    Next next(boolean pumpedByCaller) {
        synchronized (lock) {
            while (!ended && !queue.isEmpty() && laneFrames < LANE_FRAMES) {
                Queued head = queue.peek();
                if (head.playback != null) {
                    return new Next(head.playback, generation);
                }
                queue.poll();
                lane.add(new LaneItem(null, null, head.mark));
                if (!pumpedByCaller) {
                    events.dueWithin(0);
                }
            }
            return null;
        }
    }

    /** Adds a frame, unless an interruption has come in between. */
    void addFrame(Next of, OutgoingMessage message, boolean pumpedByCaller) {
        boolean first;
        synchronized (lock) {
            if (of.generation != generation) {
                return;
            }
            first = laneFrames == 0;
            lane.add(new LaneItem(message, of.playback, null));
            laneFrames++;
        }
        if (first && !pumpedByCaller) {
            events.dueWithin(0);
        }
    }

    /** Notes that the last frame was added. */
    void addEnd(Next of, boolean pumpedByCaller) {
        synchronized (lock) {
            if (of.generation == generation) {
                queue.poll();
                lane.add(new LaneItem(null, of.playback, null));
            }
        }
        if (!pumpedByCaller) {
            events.dueWithin(0);
        }
    }

    /**
     * Ends a playback whose source failed; what of it waits is thrown away.
     *
     * @return false if it was over already: closing a source under a reader makes it fail
     */
    boolean sourceFailed(Next of, String reason) {
        synchronized (lock) {
            if (of.generation != generation) {
                return false;
            }
            queue.poll();
            lane.removeIf(item -> {
                boolean its = of.playback.equals(item.playback);
                laneFrames -= its && item.frame != null ? 1 : 0;
                return its;
            });
            active.remove(of.playback);
            pacer.endOfUtterance();
            // nothing takes back what has left: it will be heard
            PlaybackPosition sent = new PlaybackPosition(Duration.ZERO, of.playback.sent());
            of.playback.finish(PlaybackResult.failed(Cause.SOURCE_FAILED, sent, reason));
        }
        events.playbackEnded();
        return true;
    }

    // ------------------------------------------------------------------ pumping, on the ticker or by who has fed

    /** Moves what is due to the outbox; returns nanoseconds until something may be due again. */
    long pump(long nowNanos) {
        boolean moved = false;
        boolean hungry;
        long next;
        Pending overdue;
        synchronized (lock) {
            overdue = marks.overdue(nowNanos);
            if (overdue != null && overdue.playback() != null && active.remove(overdue.playback())) {
                overdue.playback()
                        .finish(PlaybackResult.failed(
                                Cause.UNCONFIRMED,
                                overdue.playback().position(nowNanos),
                                "Telnyx never returned its mark"));
            }
            while (started && !ended && moveOne(nowNanos)) {
                moved = true;
            }
            hungry = laneFrames < LANE_FRAMES / 2 && isReadable(nowNanos);
            next = nextNanos(nowNanos);
        }
        if (overdue != null) {
            events.markMismatch("a mark did not come back in time");
        }
        if (moved) {
            outbox.drain();
        }
        if (hungry) {
            feeder.feed();
        }
        return next;
    }

    private long nextNanos(long nowNanos) {
        if (!started || ended) {
            return Long.MAX_VALUE;
        }
        if (!lane.isEmpty()) {
            long due = pacer.nextDueNanos(nowNanos) - nowNanos;
            return due > 0 ? due : AGAIN_NANOS;
        }
        Queued head = queue.peek();
        if (head == null || head.playback == null) {
            return Long.MAX_VALUE;
        }
        return head.playback.isPushed() ? head.playback.overdueInNanos(nowNanos) : AGAIN_NANOS;
    }

    private boolean isReadable(long nowNanos) {
        Queued head = queue.peek();
        return head != null
                && (!feeder.isAwaitingSource()
                        || (head.playback != null && head.playback.overdueInNanos(nowNanos) <= 0));
    }

    private boolean moveOne(long nowNanos) {
        LaneItem item = lane.peek();
        if (item == null) {
            return false;
        }
        if (item.frame == null) {
            lane.poll();
            moveControl(item, nowNanos);
            return true;
        }
        if (pacer.framesDue(nowNanos) == 0 || !outbox.hasRoom(item.frame) || item.playback == null) {
            return false;
        }
        lane.poll();
        laneFrames--;
        pacer.advance(1, nowNanos);
        item.playback.framePaced(pacer.playedOutNanos());
        outbox.addMedia(item.frame, item.playback);
        framesSent++;
        return true;
    }

    private void moveControl(LaneItem item, long nowNanos) {
        String name = item.mark;
        if (name == null) {
            name = "playback-" + ++playbackNumber;
            pacer.endOfUtterance();
        }
        long playedOut = pacer.isFresh() ? nowNanos : pacer.playedOutNanos();
        long overdue = (playedOut - nowNanos > 0 ? playedOut : nowNanos) + MARK_OVERDUE_NANOS;
        marks.add(new Pending(name, generation, item.playback, overdue));
        outbox.addControl(MessageWriter.mark(name));
    }

    /** Whether the far end has nothing left to play and nothing is on its way to it. */
    boolean isDry() {
        synchronized (lock) {
            return lane.isEmpty() && pacer.aheadNanos(options.clock().nanoTime()) == 0;
        }
    }

    long framesSent() {
        synchronized (lock) {
            return framesSent;
        }
    }

    long underruns() {
        synchronized (lock) {
            return pacer.underruns();
        }
    }
}
