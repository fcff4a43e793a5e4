package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one session one after the other, in order, on an executor. Frames of audio are bounded: the
 * oldest makes room. Everything else is never dropped.
 *
 * <p>Adding and running are apart: what is added under a lock of the engine's runs when {@link #go} is called without
 * one, so that the application's code never holds a lock of ours, whatever the executor.
 */
final class Mailbox {
    /** Takes frames, on the executor. */
    interface MediaHandler {
        void accept(MediaEvent event, int lostBefore);
    }

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    /** Then another session gets the thread. */
    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable turn = this::run;
    private final int maxMedia;
    private final MediaHandler mediaHandler;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int mediaWaiting;
    /** Frames dropped just before the oldest one that waits, by track. */
    private final Map<Track, Integer> owedToOldest = new EnumMap<>(Track.class);

    private long dropped;
    private boolean running;
    private boolean closed;

    private record Entry(@Nullable Runnable task, @Nullable MediaEvent media, int lostBefore) {}

    Mailbox(Executor executor, int maxMedia, MediaHandler mediaHandler) {
        this.executor = executor;
        this.maxMedia = maxMedia;
        this.mediaHandler = mediaHandler;
    }

    /** Adds a callback; does nothing after {@link #close}. */
    void post(Runnable task) {
        add(new Entry(task, null, 0), false);
    }

    void postMedia(MediaEvent media, int lostBefore) {
        add(new Entry(null, media, lostBefore), false);
    }

    /** Adds the last callback. */
    void close(Runnable last) {
        add(new Entry(last, null, 0), true);
    }

    private void add(Entry entry, boolean last) {
        synchronized (entries) {
            if (closed) {
                return;
            }
            closed = last;
            if (entry.media != null && ++mediaWaiting > maxMedia) {
                dropOldestMedia();
            }
            entries.add(entry);
        }
    }

    private void dropOldestMedia() {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.media != null) {
                each.remove();
                mediaWaiting--;
                dropped++;
                owedToOldest.merge(entry.media.track(), 1 + entry.lostBefore, Integer::sum);
                return;
            }
        }
    }

    /** Whether something waits that nobody is on the way to run. */
    boolean isAwaitingRun() {
        synchronized (entries) {
            return !running && !entries.isEmpty();
        }
    }

    /** Sees to it that what waits is run. Never to be called with a lock of the engine's held. */
    void go() {
        if (claim()) {
            executor.execute(turn);
        }
    }

    /** Runs what waits on this thread, unless another one is at it. Never to be called with a lock of the engine's held. */
    void goHere() {
        if (claim()) {
            run();
        }
    }

    private boolean claim() {
        synchronized (entries) {
            if (running || entries.isEmpty()) {
                return false;
            }
            running = true;
            return true;
        }
    }

    private void run() {
        for (int k = 0; k < BATCH; k++) {
            Entry entry;
            int owed = 0;
            synchronized (entries) {
                entry = entries.poll();
                if (entry == null) {
                    running = false;
                    return;
                }
                if (entry.media != null) {
                    mediaWaiting--;
                    Integer before = owedToOldest.remove(entry.media.track());
                    owed = before == null ? 0 : before;
                }
            }
            run(entry, owed);
        }
        executor.execute(turn);
    }

    private void run(Entry entry, int owed) {
        try {
            if (entry.media != null) {
                mediaHandler.accept(entry.media, entry.lostBefore + owed);
            } else if (entry.task != null) {
                entry.task.run();
            }
        } catch (RuntimeException | Error broken) {
            // or nothing after it would ever be run, the last callback included
            log.error("A callback of a session failed", broken);
        }
    }

    /** Frames that made room for newer ones. */
    long dropped() {
        synchronized (entries) {
            return dropped;
        }
    }
}
