package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.LaneItem.Kind;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.PlaybackResult.Cause;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.settings.OutboundMode;
import io.github.telnyxstream.stream.wire.MediaWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From the application's audio to the outbox. What it wants to be heard waits in the {@link PlayQueue}; pumping moves to the
 * outbox what is due. Whoever has just added something pumps: the thread that pushed audio, the worker that read a source, or
 * the ticker.
 */
final class Outbound implements LiveQueue.FarEnd {
    /** Page "Media Streaming over Websockets": one message a second; more are error 100005. */
    private static final Duration MP3_GAP = Duration.ofSeconds(1);

    private final StreamClock clock;
    private final int maxWaiting;
    private final Executor closers;
    private final Outbox outbox;
    private final OutboundEvents events;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Lane lane;

    @GuardedBy("lock")
    private final PlayQueue queue;

    private final Pump pump;

    Outbound(
            Engine engine,
            Outbox outbox,
            MediaFormat format,
            MediaWriter writer,
            OutboundMode mode,
            OutboundEvents events) {
        AcceptorOptions options = engine.options();
        this.clock = options.clock();
        this.maxWaiting = options.outbound().maxWaitingPlaybacks();
        this.closers = engine.workers().closers();
        this.outbox = outbox;
        this.events = events;
        Duration leastGap = mode == OutboundMode.MP3 ? MP3_GAP : Duration.ZERO;
        this.lane = new Lane(outbox, format, writer, options.outbound(), leastGap, events);
        this.queue = new PlayQueue(lane, outbox, events);
        this.pump = new Pump(engine, lock, queue, outbox, format, events, this::discard);
    }

    // ------------------------------------------------------------------ playing

    /** From now on frames may leave; to be followed by {@link #pump}. Safe under the inbound lock. */
    void start() {
        synchronized (lock) {
            queue.start();
        }
    }

    /** Moves what is due. Never to be called with a lock of the engine's held. */
    void pump() {
        pump.pump();
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
            if (!queue.hasEnded()) {
                queue.interrupt(thrown, clock.nanoTime());
            }
            refusal = enqueue(playback);
        }
        after(thrown);
        queued(playback, refusal);
    }

    private record Refusal(Cause cause, String reason) {}

    @GuardedBy("lock")
    private @Nullable Refusal enqueue(QueuedPlayback playback) {
        if (queue.hasEnded()) {
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
            pump.pump();
            return;
        }
        playback.refuse(refusal.cause, refusal.reason);
        closeSources(List.of(playback));
        boolean isKeptWaiting;
        synchronized (lock) {
            isKeptWaiting = queue.takeKeptWaiting(clock.nanoTime(), 0);
        }
        if (isKeptWaiting) {
            events.keptWaiting();
        }
    }

    boolean mark(String name) {
        synchronized (lock) {
            if (queue.hasEnded() || queue.waiting() + lane.marks().size() >= maxWaiting) {
                return false;
            }
            queue.addMark(name);
        }
        pump.pump();
        return true;
    }

    // ------------------------------------------------------------------ live playbacks

    WriteResult push(QueuedLivePlayback playback, short[] pcm, int offset, int lengthSamples) {
        return pump.push(playback, pcm, offset, lengthSamples);
    }

    WriteResult push(QueuedLivePlayback playback, byte[] bytes, int offset, int lengthBytes) {
        return pump.push(playback, bytes, offset, lengthBytes);
    }

    boolean mark(QueuedLivePlayback playback, String name) {
        synchronized (lock) {
            int room = maxWaiting - queue.waiting() - lane.marks().size();
            if (!playback.isActive() || room <= 0 || !playback.queue().mark(name)) {
                return false;
            }
        }
        pump.pump();
        return true;
    }

    void end(QueuedLivePlayback playback) {
        synchronized (lock) {
            playback.queue().end();
        }
        pump.pump();
    }

    <T> T ask(Supplier<T> question) {
        synchronized (lock) {
            return question.get();
        }
    }

    @Override
    @GuardedBy("lock")
    public boolean isStalled() {
        return queue.isLost() || outbox.isStalled();
    }

    @Override
    @GuardedBy("lock")
    public long inHandNanos(long nowNanos) {
        return lane.timeline().aheadNanos(nowNanos);
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
            if (queue.hasEnded()) {
                return false;
            }
            queue.interrupt(thrown, clock.nanoTime());
        }
        after(thrown);
        return true;
    }

    boolean hold() {
        synchronized (lock) {
            if (queue.hasEnded()) {
                return false;
            }
            queue.hold(clock.nanoTime());
        }
        outbox.drain();
        return true;
    }

    boolean resume() {
        synchronized (lock) {
            if (queue.hasEnded() || !queue.resume()) {
                return false;
            }
        }
        pump.pump();
        return true;
    }

    boolean discard() {
        Thrown thrown = new Thrown();
        synchronized (lock) {
            if (queue.hasEnded() || !queue.discard(thrown, clock.nanoTime())) {
                return false;
            }
        }
        after(thrown);
        return true;
    }

    /** The connection is lost: nothing leaves, and what may not have been heard will leave again. */
    void lose() {
        synchronized (lock) {
            if (queue.hasEnded()) {
                return;
            }
            queue.lose(clock.nanoTime());
        }
        outbox.forgetAll();
    }

    /** There is a connection again; to be followed by {@link #pump}. Safe under the inbound lock. */
    void regain() {
        synchronized (lock) {
            queue.regain();
        }
    }

    boolean isHeld() {
        synchronized (lock) {
            return queue.isHeld();
        }
    }

    private void after(Thrown thrown) {
        outbox.drain();
        closeSources(thrown.playbacks);
        if (!thrown.playbacks.isEmpty() || !thrown.marks.isEmpty()) {
            events.interrupted();
        }
        thrown.marks.forEach(name -> events.markReturned(new MarkEvent(null, -1, name), MarkOutcome.INTERRUPTED));
        pump.pump();
        events.resultsWait();
    }

    /** Ends everything; nothing leaves afterwards. */
    void end(String reason) {
        List<QueuedPlayback> failed;
        synchronized (lock) {
            if (queue.hasEnded()) {
                return;
            }
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
        long now = clock.nanoTime();
        synchronized (lock) {
            mark = queue.markReturned(event.name(), now);
        }
        if (mark != null && !mark.isVoid()) {
            events.markConfirmed(Math.max(0, now - mark.dueNanos));
        }
        if (mark == null) {
            events.markMismatch("a mark came back that was not out");
        } else if (mark.item.kind == Kind.MARK && !mark.isVoid()) {
            events.markReturned(event, MarkOutcome.PLAYED);
        }
    }

    // ------------------------------------------------------------------ what it is

    /** Is visited when something is due. */
    Pump visited() {
        return pump;
    }

    int marksOut() {
        synchronized (lock) {
            return lane.marks().size();
        }
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

    /** What the far end has still to play, as the timeline knows it. */
    long leadNanos() {
        synchronized (lock) {
            return lane.timeline().aheadNanos(clock.nanoTime());
        }
    }
}
