package io.github.telnyxstream.stream;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.FramePacer;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.MarkLedger.Pending;
import io.github.telnyxstream.stream.PlaybackResult.Outcome;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.transport.TextMessage;
import io.github.telnyxstream.stream.wire.MessageWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the application's audio to the outbox, in two steps. <em>Feeding</em> (a worker) reads sources, encodes, and fills
 * the lane up to half a second ahead; sources may block there. <em>Pumping</em> (the ticker) moves from the lane to the
 * outbox what is due. Every interruption begins a new generation, and what is of an older one never gets into the lane.
 */
final class Outbound {
    private static final Logger log = LoggerFactory.getLogger(Outbound.class);
    private static final int LANE_FRAMES = 25;
    private static final long MARK_OVERDUE_NANOS = Duration.ofSeconds(10).toNanos();

    private final StreamOptions options;
    private final Executor workers;
    private final Mailbox mailbox;
    private final Outbox outbox;
    private final MediaFormat format;
    private final AudioCodec encoder;
    private final byte[] encoded;
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
    /** A live source has nothing at the moment; it says itself when it has. */
    private volatile boolean awaitingSource;

    private final AtomicInteger feedRequests = new AtomicInteger();

    /** What the outbound side tells the session. */
    interface Events {
        /** There may be something to pump before the next regular visit. */
        void audioReady();

        /** A mark of the application's has come back, or will not be sent any more. */
        void markReturned(MarkEvent event, MarkOutcome outcome);

        /** A mark is not as it should be. */
        void markMismatch(String detail);
    }

    /** What waits to be fed. */
    private record Queued(
            @Nullable QueuedPlayback playback, @Nullable String mark) {}

    /** What waits to be pumped: a frame; or the end of a playback; or a mark of the application's. */
    private record LaneItem(
            @Nullable TextMessage frame,
            @Nullable QueuedPlayback playback,
            @Nullable String mark) {}

    Outbound(
            StreamOptions options,
            Executor workers,
            Mailbox mailbox,
            Outbox outbox,
            MediaFormat format,
            Events events) {
        this.options = options;
        this.workers = workers;
        this.mailbox = mailbox;
        this.outbox = outbox;
        this.format = format;
        this.events = events;
        this.encoder = AudioCodec.of(format);
        this.encoded = new byte[encoder.maxEncodedBytes(format.samplesPerFrame())];
        this.pacer = FramePacer.of(Duration.ofMillis(MediaFormat.PTIME_MILLIS), options.lead());
    }

    /** From now on frames may leave. */
    void start() {
        synchronized (lock) {
            started = true;
        }
        events.audioReady();
    }

    void play(QueuedPlayback playback) {
        String refusal = null;
        synchronized (lock) {
            if (ended) {
                refusal = "the session has ended";
            } else if (queue.size() >= options.maxWaitingPlaybacks()) {
                refusal = queue.size() + " playbacks and marks wait already";
            } else {
                active.add(playback);
                queue.add(new Queued(playback, null));
            }
        }
        if (refusal == null) {
            feed();
        } else {
            playback.refuse(refusal);
            playback.closeSource();
        }
    }

    boolean mark(String name) {
        synchronized (lock) {
            if (ended || queue.size() + marks.size() >= options.maxWaitingPlaybacks()) {
                return false;
            }
            queue.add(new Queued(null, name));
        }
        feed();
        return true;
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
            interrupted = finishActive(Outcome.INTERRUPTED, null);
            pacer.reset();
            // also when nothing is queued here: Telnyx may still be playing what was sent
            outbox.addControl(MessageWriter.clear());
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

    private List<QueuedPlayback> finishActive(Outcome outcome, @Nullable String reason) {
        long now = options.clock().nanoTime();
        List<QueuedPlayback> finished = new ArrayList<>(active);
        finished.forEach(playback -> playback.finish(outcome, playback.heard(now), reason));
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
            failed = finishActive(Outcome.FAILED, reason);
            lane.clear();
            queue.clear();
            marks.clear();
        }
        closeSources(failed);
    }

    /** On a worker: the source may be in a read, or block in closing. */
    private void closeSources(List<QueuedPlayback> playbacks) {
        if (!playbacks.isEmpty()) {
            workers.execute(() -> playbacks.forEach(QueuedPlayback::closeSource));
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
                    playback.finish(Outcome.PLAYED, playback.sent(), null);
                }
            }
        }
        if (mark == null) {
            events.markMismatch("a mark came back that was not out");
        } else if (mark.playback() == null) {
            events.markReturned(event, interrupted ? MarkOutcome.INTERRUPTED : MarkOutcome.PLAYED);
        }
    }

    // ------------------------------------------------------------------ feeding, on a worker

    /** Sees to it that the lane is filled. Returns at once. */
    void feed() {
        awaitingSource = false;
        if (feedRequests.getAndIncrement() == 0) {
            workers.execute(this::feedUntilFull);
        }
    }

    private void feedUntilFull() {
        int seen = feedRequests.get();
        do {
            while (feedNext()) {
                // as long as it brings something
            }
            seen = feedRequests.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean feedNext() {
        Queued head;
        long current;
        synchronized (lock) {
            head = queue.peek();
            current = generation;
            if (head == null || ended || laneFrames >= LANE_FRAMES) {
                return false;
            }
            if (head.mark != null) {
                queue.poll();
                lane.add(new LaneItem(null, null, head.mark));
            }
        }
        if (head.playback == null) {
            events.audioReady();
            return true;
        }
        return feedFrom(head.playback, current);
    }

    private boolean feedFrom(QueuedPlayback playback, long current) {
        try {
            switch (playback.readFrame()) {
                case FRAME -> addFrame(playback, current);
                case LAST_FRAME -> {
                    addFrame(playback, current);
                    addEnd(playback, current);
                }
                case END -> addEnd(playback, current);
                case NOTHING_YET -> {
                    awaitingSource = feedRequests.get() == 1;
                    return false;
                }
            }
        } catch (IOException | RuntimeException unreadable) {
            fail(playback, current, unreadable);
        }
        return true;
    }

    private void addFrame(QueuedPlayback playback, long current) {
        int length = encoder.encode(playback.frame(), 0, format.samplesPerFrame(), encoded, 0);
        TextMessage message = MessageWriter.media(encoded, 0, length);
        boolean first;
        synchronized (lock) {
            if (current != generation) {
                return;
            }
            first = laneFrames == 0;
            lane.add(new LaneItem(message, playback, null));
            laneFrames++;
        }
        if (first) {
            events.audioReady();
        }
    }

    private void addEnd(QueuedPlayback playback, long current) {
        synchronized (lock) {
            if (current == generation) {
                queue.poll();
                lane.add(new LaneItem(null, playback, null));
            }
        }
        playback.closeSource();
        events.audioReady();
    }

    private void fail(QueuedPlayback playback, long current, Exception cause) {
        log.warn("An audio source failed; its playback ends", cause);
        synchronized (lock) {
            if (current == generation) {
                queue.poll();
                lane.removeIf(item -> {
                    boolean its = item.playback == playback;
                    laneFrames -= its && item.frame != null ? 1 : 0;
                    return its;
                });
                active.remove(playback);
                long now = options.clock().nanoTime();
                playback.finish(Outcome.FAILED, playback.heard(now), "the audio could not be read: " + cause);
            }
        }
        playback.closeSource();
    }

    // ------------------------------------------------------------------ pumping, on the ticker

    void pump(long nowNanos) {
        boolean moved = false;
        boolean hungry;
        Pending overdue;
        synchronized (lock) {
            overdue = marks.overdue(nowNanos);
            if (overdue != null && overdue.playback() != null && active.remove(overdue.playback())) {
                overdue.playback()
                        .finish(Outcome.FAILED, overdue.playback().heard(nowNanos), "Telnyx never returned its mark");
            }
            while (started && !ended && moveOne(nowNanos)) {
                moved = true;
            }
            hungry = !queue.isEmpty() && !awaitingSource && laneFrames < LANE_FRAMES / 2;
        }
        if (overdue != null) {
            events.markMismatch("a mark did not come back in time");
        }
        if (moved) {
            outbox.drain();
        }
        if (hungry) {
            feed();
        }
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
            if (lane.isEmpty() && queue.isEmpty()) {
                pacer.endOfUtterance();
            }
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
