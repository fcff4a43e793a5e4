package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Moves to the outbox what is due, and reads ahead. Whoever has just added something pumps: the thread that pushed audio,
 * the worker that read a source, or the ticker. Thread-safe by the lock of the outbound side.
 */
final class Pump {
    private static final long MOST_HELD_NANOS = Duration.ofSeconds(30).toNanos();
    private static final long FORGOTTEN_NANOS = Duration.ofSeconds(2).toNanos();

    private final Object lock;

    @GuardedBy("lock")
    private final PlayQueue queue;

    private final Outbox outbox;
    private final OutboundEvents events;
    private final StreamClock clock;
    private final Executor senders;
    private final Executor closers;
    private final Runnable discard;
    private final Feeder feeder;
    private final boolean isEncodingSlow;
    private final AtomicBoolean pumping = new AtomicBoolean();

    /** The last argument is run on a worker when something was held for too long. */
    Pump(
            Engine engine,
            Object lock,
            PlayQueue queue,
            Outbox outbox,
            MediaFormat format,
            OutboundEvents events,
            Runnable discard) {
        this.lock = lock;
        this.queue = queue;
        this.outbox = outbox;
        this.events = events;
        this.clock = engine.options().clock();
        this.senders = engine.workers().senders();
        this.closers = engine.workers().closers();
        this.discard = discard;
        this.feeder = new Feeder(this, engine.workers().sources());
        // packets of Opus and AMR-WB take a hundred times as long as tables do: not on the thread of all streams
        this.isEncodingSlow = format.isVariableSize();
    }

    /** A visit, on the ticker; returns nanoseconds until something may be due again. */
    long tick(long nowNanos) {
        long next;
        Pending overdue;
        boolean isForgotten;
        boolean isKeptWaiting;
        boolean isHungry;
        boolean isLeftToOthers;
        synchronized (lock) {
            overdue = queue.overdue(nowNanos);
            isForgotten = queue.isHeldSince(nowNanos - MOST_HELD_NANOS);
            isKeptWaiting = queue.takeKeptWaiting(nowNanos, FORGOTTEN_NANOS);
            isLeftToOthers = isEncodingSlow && !queue.isEmpty();
            next = isLeftToOthers ? queue.nextNanos(nowNanos) : move(nowNanos);
            isHungry = isHungry();
        }
        if (overdue != null) {
            events.markOverdue();
        }
        if (isKeptWaiting) {
            events.keptWaiting();
        }
        if (isForgotten) {
            closers.execute(discard);
        }
        if (isLeftToOthers && pumping.compareAndSet(false, true)) {
            senders.execute(() -> {
                pumping.set(false);
                pump();
            });
        }
        if (isHungry) {
            feeder.feed();
        }
        return next;
    }

    @GuardedBy("lock")
    private boolean isHungry() {
        return queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES / 2) != null;
    }

    /** By whoever has added something; never with the lock held. */
    void pump() {
        long next;
        boolean isHungry;
        synchronized (lock) {
            next = move(clock.nanoTime());
            isHungry = isHungry();
        }
        left(next);
        if (isHungry) {
            feeder.feed();
        }
    }

    /**
     * Moves what is due to the outbox; returns nanoseconds until something may be due again. Whoever has just added something holds
     * the lock already.
     */
    long move(long nowNanos) {
        synchronized (lock) {
            boolean moved = true;
            while (moved) {
                moved = queue.moveOne(nowNanos);
            }
            return queue.nextNanos(nowNanos);
        }
    }

    void left(long next) {
        outbox.drain();
        events.dueWithin(next);
    }

    // ------------------------------------------------------------------ for the feeder

    /** What is to be read next, or null when there is nothing or enough was read. */
    @Nullable
    PulledPlayback nextToRead() {
        synchronized (lock) {
            return queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES);
        }
    }

    /** Adds what was read, unless an interruption has come in between. */
    void addRead(PulledPlayback playback, boolean isFrame, boolean isEnd) {
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return;
            }
            if (isFrame) {
                playback.addFrame(queue.lane());
            }
            if (isEnd) {
                playback.addEnd();
            }
            next = move(clock.nanoTime());
        }
        left(next);
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
}
