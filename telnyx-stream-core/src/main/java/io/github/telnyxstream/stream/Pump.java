package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.wire.MediaWriter;
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

    private static final long NOT_MOVED = -1;

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
        this.feeder = new Feeder(this, format, engine.workers().sources());
        // packets of Opus and AMR-WB take a hundred times as long as tables do: not on the thread of all streams
        this.isEncodingSlow = format.isVariableSize();
    }

    /** See {@link ItemRing#touch}. */
    @SuppressWarnings("GuardedBy") // on purpose
    int touch() {
        return queue.touch() + outbox.touch();
    }

    /** A visit for what is due, on the ticker; returns nanoseconds until something may be due again. */
    long tick(long nowNanos) {
        long next;
        boolean isHungry;
        boolean isLeftToOthers;
        synchronized (lock) {
            isLeftToOthers = isEncodingSlow && !queue.isEmpty();
            next = isLeftToOthers ? queue.nextNanos(nowNanos) : move(nowNanos);
            isHungry = isHungry();
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

    /** Looks what waits for too long, on the ticker; now and then. */
    void look(long nowNanos) {
        int overdue = 0;
        boolean isForgotten;
        boolean isKeptWaiting;
        synchronized (lock) {
            // all of them: what was played is kept until its mark is back or given up
            while (queue.overdue(nowNanos) != null) {
                overdue++;
            }
            isForgotten = queue.isHeldSince(nowNanos - MOST_HELD_NANOS);
            isKeptWaiting = queue.takeKeptWaiting(nowNanos, FORGOTTEN_NANOS);
        }
        for (int k = 0; k < overdue; k++) {
            events.markOverdue();
        }
        if (isKeptWaiting) {
            events.keptWaiting();
        }
        if (isForgotten) {
            closers.execute(discard);
        }
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

    WriteResult push(QueuedLivePlayback playback, short[] pcm, int offset, int lengthSamples) {
        WriteResult result;
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return WriteResult.ENDED;
            }
            if (queue.isLost() && playback.isEcho()) {
                // an echo is about now
                return WriteResult.FULL;
            }
            long now = clock.nanoTime();
            result = playback.queue().write(pcm, offset, lengthSamples, now);
            next = move(now);
        }
        left(next);
        return result;
    }

    WriteResult push(QueuedLivePlayback playback, byte[] bytes, int offset, int lengthBytes) {
        WriteResult result;
        long next;
        synchronized (lock) {
            if (!playback.isActive()) {
                return WriteResult.ENDED;
            }
            long now = clock.nanoTime();
            result = playback.queue().write(bytes, offset, lengthBytes, now);
            next = move(now);
        }
        left(next);
        return result;
    }

    /** Moves what is due to the outbox; returns nanoseconds until something may be due again. */
    @GuardedBy("lock")
    private long move(long nowNanos) {
        boolean moved = true;
        while (moved) {
            moved = queue.moveOne(nowNanos);
        }
        return queue.nextNanos(nowNanos);
    }

    private void left(long next) {
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

    /**
     * Adds what was read, unless an interruption has come in between. What finds others waiting leaves when it is due; nobody need
     * be told.
     *
     * @return what is to be read next, or null
     */
    @Nullable
    PulledPlayback addRead(PulledPlayback playback, boolean isFrame, @Nullable MediaWriter written, boolean isEnd) {
        long next;
        PulledPlayback nextToRead;
        synchronized (lock) {
            if (!playback.isActive()) {
                return queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES);
            }
            long now = clock.nanoTime();
            boolean isFirst = playback.framesAhead() == 0;
            if (isFrame) {
                playback.addFrame(queue.lane(), written, now);
            }
            if (isEnd) {
                playback.addEnd();
            }
            next = isFirst ? move(now) : NOT_MOVED;
            nextToRead = queue.nextToRead(PlayQueue.READ_AHEAD_FRAMES);
        }
        if (next != NOT_MOVED) {
            left(next);
        }
        return nextToRead;
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
