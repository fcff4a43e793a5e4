package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.MediaEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one session one after the other, in order, on an executor. Frames of audio are bounded: the
 * oldest makes room. Everything else is never dropped.
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
    private final int maxMedia;
    private final MediaHandler mediaHandler;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int mediaWaiting;
    /** Frames dropped just before the oldest one that waits. */
    private int owedToOldest;

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
            if (running) {
                return;
            }
            running = true;
        }
        submit();
    }

    private void dropOldestMedia() {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.media != null) {
                each.remove();
                mediaWaiting--;
                dropped++;
                owedToOldest += 1 + entry.lostBefore;
                return;
            }
        }
    }

    private void submit() {
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException shutDown) {
            log.error("The listener executor takes no more tasks; callbacks of a session are lost", shutDown);
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
                    owed = owedToOldest;
                    owedToOldest = 0;
                }
            }
            if (entry.media != null) {
                mediaHandler.accept(entry.media, entry.lostBefore + owed);
            } else if (entry.task != null) {
                entry.task.run();
            }
        }
        submit();
    }

    /** Frames that made room for newer ones. */
    long dropped() {
        synchronized (entries) {
            return dropped;
        }
    }
}
