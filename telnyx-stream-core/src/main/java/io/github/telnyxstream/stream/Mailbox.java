package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.ArrayDeque;
import java.util.Iterator;
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
        /** A frame's turn has come. */
        void accept(MediaMessage media);

        /** A frame is done with: it has had its turn, or made room for another, or came after the end. */
        default void release(MediaMessage media) {}
    }

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    /** Then another session gets the thread. */
    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable turn = this::run;
    private final int maxMedia;
    private final MediaHandler mediaHandler;
    /** Tasks, and media messages, which are entries of their own so that a frame costs none. */
    private final ArrayDeque<Object> entries = new ArrayDeque<>();

    private int mediaWaiting;
    /** Frames dropped just before the oldest one that waits, by track. */
    private final int[] owedToOldest = new int[Track.values().length];

    private long dropped;
    private boolean running;
    private boolean closed;

    Mailbox(Executor executor, int maxMedia, MediaHandler mediaHandler) {
        this.executor = executor;
        this.maxMedia = maxMedia;
        this.mediaHandler = mediaHandler;
    }

    /** Adds a callback; does nothing after {@link #close}. */
    void post(Runnable task) {
        add(task, false);
    }

    /** Adds a frame; it is released when it has had its turn, or at once when there is none for it. */
    void postMedia(MediaMessage media) {
        MediaMessage dropped = null;
        synchronized (entries) {
            if (closed) {
                dropped = media;
            } else {
                if (++mediaWaiting > maxMedia) {
                    dropped = dropOldestMedia();
                }
                entries.add(media);
            }
        }
        if (dropped != null) {
            mediaHandler.release(dropped);
        }
    }

    /** Adds the last callback. */
    void close(Runnable last) {
        add(last, true);
    }

    private void add(Runnable task, boolean last) {
        synchronized (entries) {
            if (closed) {
                return;
            }
            closed = last;
            entries.add(task);
        }
    }

    private @Nullable MediaMessage dropOldestMedia() {
        for (Iterator<Object> each = entries.iterator(); each.hasNext(); ) {
            if (each.next() instanceof MediaMessage oldest) {
                each.remove();
                mediaWaiting--;
                dropped++;
                owedToOldest[oldest.track().ordinal()] += 1 + oldest.lostBefore();
                return oldest;
            }
        }
        return null;
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
            Object entry;
            synchronized (entries) {
                entry = entries.poll();
                if (entry == null) {
                    running = false;
                    return;
                }
                if (entry instanceof MediaMessage media) {
                    mediaWaiting--;
                    int track = media.track().ordinal();
                    media.addLostBefore(owedToOldest[track]);
                    owedToOldest[track] = 0;
                }
            }
            run(entry);
        }
        executor.execute(turn);
    }

    private void run(Object entry) {
        try {
            if (entry instanceof MediaMessage media) {
                try {
                    mediaHandler.accept(media);
                } finally {
                    mediaHandler.release(media);
                }
            } else {
                ((Runnable) entry).run();
            }
        } catch (RuntimeException | Error broken) {
            // or nothing after it would ever be run, the last callback included
            log.error("A callback of a session failed", broken);
        }
    }

    int framesWaiting() {
        synchronized (entries) {
            return mediaWaiting;
        }
    }

    /** Frames that made room for newer ones. */
    long dropped() {
        synchronized (entries) {
            return dropped;
        }
    }
}
