package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.LaneItem.Kind;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.event.MarkEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the application's audio to the outbox. What it wants to be heard waits in the {@link PlayQueue}; pumping moves to the
 * outbox what is due. Whoever has just added something pumps: the thread that pushed audio, the worker that read a source, or
 * the ticker.
 */
final class Outbound implements LiveQueue.FarEnd {
    private static final long MOST_HELD_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(2).toNanos();

    private final StreamClock clock;
    private final int maxWaiting;
    private final Executor senders;
    private final Executor closers;
    private final Outbox outbox;
    private final Events events;
    private final boolean isEncodingSlow;
    private final AtomicBoolean pumping = new AtomicBoolean();

    private final Object lock = new Object();
    private final Lane lane;
    private final PlayQueue queue;
    private final Feeder feeder;
    private boolean started;
    private boolean ended;

    /** What the outbound side tells the session. */
    interface Events {
        /** There will be something to pump within so many nanoseconds. */
        void dueWithin(long nanos);

        /** A mark of the application's has come back, or will not be sent any more. */
        void markReturned(MarkEvent event, MarkOutcome outcome);

        /** Results of playbacks may wait in the mailbox. Called without a lock, not on the ticker. */
        void resultsWait();

        /** Something is not as it should be. */
        void problem(ProtocolProblem.Kind kind, String detail);
    }

    Outbound(Engine engine, Outbox outbox, MediaFormat format, Events events) {
        AcceptorOptions options = engine.options();
        this.clock = options.clock();
        this.maxWaiting = options.maxWaitingPlaybacks();
        this.senders = engine.workers().senders();
        this.closers = engine.workers().closers();
        this.outbox = outbox;
        this.events = events;
        // packets of Opus and AMR-WB take a hundred times as long as tables do: not on the thread of all streams
        this.isEncodingSlow = format.isVariableSize();
        this.lane = new Lane(outbox, format, options.lead());
        this.queue = new PlayQueue(lane, outbox);
        this.feeder = new Feeder(this, engine.workers().sources());
    }

    // ------------------------------------------------------------------ playing

    /** From now on frames may leave. */
    void start() {
        synchronized (lock) {
            started = true;
        }
        pump();
    }

    void play(QueuedPlayback playback) {
        Refusal refusal;
        synchronized (lock) {
            refusal = enqueue(playback);
        }
        queued(playback, refusal);
    }

    /** Interrupts what plays and waits, and plays this. */
    void playNow(QueuedPlayback playback) {
        Refusal refusal;
        Thrown thrown = new Thrown();
        synchronized (lock) {
            if (!ended) {
                queue.interrupt(thrown, started, clock.nanoTime());
            }
            refusal = enqueue(playback);
        }
        after(thrown);
        queued(playback, refusal);
    }

    private record Refusal(Cause cause, String reason) {}

    private @Nullable Refusal enqueue(QueuedPlayback playback) {
        if (ended) {
            return new Refusal(Cause.SESSION_ENDED, "the session has ended");
        }
        if (queue.waiting() >= maxWaiting) {
            return new Refusal(Cause.REFUSED, queue.waiting() + " playbacks and marks wait already");
        }
        if (!queue.add(playback)) {
            return new Refusal(Cause.REFUSED, "another live playback is open: end() it first");
        }
        return null;
    }

    private void queued(QueuedPlayback playback, @Nullable Refusal refusal) {
        if (refusal == null) {
            pump();
            return;
        }
        playback.refuse(refusal.cause, refusal.reason);
        closeSources(List.of(playback));
        boolean isKeptWaiting;
        synchronized (lock) {
            isKeptWaiting = queue.isKeptWaiting(clock.nanoTime(), 0);
        }
        if (isKeptWaiting) {
            tellWhatKeepsWaiting();
        }
    }

    boolean mark(String name) {
        synchronized (lock) {
            if (ended || queue.waiting() + lane.marks().size() >= maxWaiting) {
                return false;
            }
            queue.addMark(name);
        }
        pump();
        return true;
    }

    // ------------------------------------------------------------------ live playbacks

    WriteResult push(QueuedLivePlayback playback, short[] pcm, int offset, int lengthSamples) {
        WriteResult result;
        boolean moved;
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return WriteResult.ENDED;
            }
            result = playback.queue().write(pcm, offset, lengthSamples);
            long now = clock.nanoTime();
            moved = move(now);
            next = nextNanos(now);
        }
        moved(moved, next);
        return result;
    }

    WriteResult push(QueuedLivePlayback playback, byte[] bytes, int offset, int lengthBytes) {
        WriteResult result;
        boolean moved;
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return WriteResult.ENDED;
            }
            result = playback.queue().write(bytes, offset, lengthBytes);
            long now = clock.nanoTime();
            moved = move(now);
            next = nextNanos(now);
        }
        moved(moved, next);
        return result;
    }

    boolean mark(QueuedLivePlayback playback, String name) {
        synchronized (lock) {
            int room = maxWaiting - queue.waiting() - lane.marks().size();
            if (!playback.isActive() || room <= 0 || !playback.queue().mark(name)) {
                return false;
            }
        }
        pump();
        return true;
    }

    void end(QueuedLivePlayback playback) {
        synchronized (lock) {
            playback.queue().end();
        }
        pump();
    }

    <T> T ask(Supplier<T> question) {
        synchronized (lock) {
            return question.get();
        }
    }

    @Override
    public boolean isStalled() {
        return outbox.isStalled();
    }

    @Override
    public long inHandNanos() {
        return lane.timeline().aheadNanos(clock.nanoTime());
    }

    /** A frame with these samples. Called with the lock held. */
    LaneItem frame(QueuedPlayback playback, short[] pcm, long silentNanos) {
        LaneItem frame = lane.newFrame(playback);
        System.arraycopy(pcm, 0, frame.pcm, 0, pcm.length);
        frame.silentNanos = silentNanos;
        return frame;
    }

    PlaybackPosition positionOf(QueuedPlayback playback) {
        synchronized (lock) {
            return playback.follow(
                    lane.heardNanos(clock.nanoTime()), lane.timeline().confirmed());
        }
    }

    // ------------------------------------------------------------------ silence

    /** What an interruption has thrown away, to be dealt with when no lock is held. */
    static final class Thrown {
        final List<QueuedPlayback> playbacks = new ArrayList<>();
        final List<String> marks = new ArrayList<>();
    }

    boolean interrupt() {
        Thrown thrown = new Thrown();
        synchronized (lock) {
            if (ended) {
                return false;
            }
            queue.interrupt(thrown, started, clock.nanoTime());
        }
        after(thrown);
        return true;
    }

    boolean hold() {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            queue.hold(started, clock.nanoTime());
        }
        outbox.drain();
        return true;
    }

    boolean resume() {
        synchronized (lock) {
            if (ended || !queue.resume()) {
                return false;
            }
        }
        pump();
        return true;
    }

    boolean discard() {
        Thrown thrown = new Thrown();
        synchronized (lock) {
            if (ended || !queue.discard(thrown, clock.nanoTime())) {
                return false;
            }
        }
        after(thrown);
        return true;
    }

    boolean isHeld() {
        synchronized (lock) {
            return queue.isHeld();
        }
    }

    private void after(Thrown thrown) {
        outbox.drain();
        closeSources(thrown.playbacks);
        thrown.marks.forEach(name -> events.markReturned(new MarkEvent(null, -1, name), MarkOutcome.INTERRUPTED));
        pump();
        events.resultsWait();
    }

    /** Ends everything; nothing leaves afterwards. */
    void end(String reason) {
        List<QueuedPlayback> failed;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            failed = queue.end(reason, clock.nanoTime());
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
        synchronized (lock) {
            mark = queue.markReturned(event.name(), clock.nanoTime());
        }
        if (mark == null) {
            events.problem(ProtocolProblem.Kind.MARK_MISMATCH, "a mark came back that was not out");
        } else if (mark.item.kind == Kind.MARK && !mark.isVoid()) {
            events.markReturned(event, MarkOutcome.PLAYED);
        }
    }

    // ------------------------------------------------------------------ for the feeder

    /** What is to be read next, or null when there is nothing or enough was read. */
    @Nullable
    PulledPlayback nextToRead() {
        synchronized (lock) {
            return ended ? null : queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES);
        }
    }

    /** Adds what was read, unless an interruption has come in between. */
    void addRead(PulledPlayback playback, boolean isFrame, boolean isEnd) {
        boolean moved;
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return;
            }
            if (isFrame) {
                playback.addFrame(lane);
            }
            if (isEnd) {
                playback.addEnd();
            }
            long now = clock.nanoTime();
            moved = move(now);
            next = nextNanos(now);
        }
        moved(moved, next);
    }

    /**
     * Ends a playback whose source failed; what of it waits is thrown away, what has left will be heard.
     *
     * @return false if it was over already: closing a source under a reader makes it fail
     */
    boolean sourceFailed(PulledPlayback playback, String reason) {
        synchronized (lock) {
            if (!playback.isActive()) {
                return false;
            }
            queue.fail(playback, reason);
        }
        pump();
        events.resultsWait();
        return true;
    }

    // ------------------------------------------------------------------ pumping

    /** A visit, on the ticker; returns nanoseconds until something may be due again. */
    long tick(long nowNanos) {
        long next;
        Pending overdue;
        boolean isForgotten;
        boolean isKeptWaiting;
        boolean moved;
        boolean hungry;
        synchronized (lock) {
            overdue = queue.overdue(nowNanos);
            isForgotten = !ended && queue.isHeldSince(nowNanos - MOST_HELD_NANOS);
            isKeptWaiting = !ended && queue.isKeptWaiting(nowNanos, FORGOTTEN_NANOS);
            moved = isEncodingSlow ? hasWork() : move(nowNanos);
            hungry = isHungry();
            next = nextNanos(nowNanos);
        }
        if (overdue != null) {
            events.problem(ProtocolProblem.Kind.MARK_MISMATCH, "a mark did not come back in time");
        }
        if (isKeptWaiting) {
            tellWhatKeepsWaiting();
        }
        if (isForgotten) {
            closers.execute(this::discard);
        }
        if (moved) {
            sendMoved();
        }
        if (hungry) {
            feeder.feed();
        }
        return next;
    }

    private long nextNanos(long nowNanos) {
        return started && !ended ? queue.nextNanos(nowNanos) : Long.MAX_VALUE;
    }

    private void sendMoved() {
        if (!isEncodingSlow) {
            outbox.drain();
        } else if (pumping.compareAndSet(false, true)) {
            senders.execute(() -> {
                pumping.set(false);
                pump();
            });
        }
    }

    private boolean hasWork() {
        return started && !ended && !queue.isEmpty();
    }

    private boolean isHungry() {
        return !ended && queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES / 2) != null;
    }

    private void tellWhatKeepsWaiting() {
        events.problem(
                ProtocolProblem.Kind.LIVE_PLAYBACK_LEFT_OPEN,
                "a live playback is open and keeps others waiting: end() it when nothing follows");
    }

    private void pump() {
        boolean moved;
        boolean hungry;
        long next;
        synchronized (lock) {
            long now = clock.nanoTime();
            moved = move(now);
            hungry = isHungry();
            next = nextNanos(now);
        }
        moved(moved, next);
        if (hungry) {
            feeder.feed();
        }
    }

    private void moved(boolean moved, long next) {
        if (moved) {
            outbox.drain();
        }
        events.dueWithin(next);
    }

    private boolean move(long nowNanos) {
        boolean moved = false;
        while (started && !ended && queue.moveOne(nowNanos)) {
            moved = true;
        }
        return moved;
    }

    long framesSent() {
        synchronized (lock) {
            return lane.framesSent();
        }
    }

    long underruns() {
        synchronized (lock) {
            return lane.timeline().underruns();
        }
    }
}
