package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.wire.MediaMessage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the callbacks of one session one after the other, in order, on an executor. Frames of audio are bounded, in number
 * and in bytes: the oldest makes room. Everything else is never dropped while the session goes on; when it is more than may
 * wait, the session is over.
 *
 * <p>Adding and running are apart: what is added under a lock of the engine's runs when {@link #go} is called without
 * one, so that the application's code never holds a lock of ours, whatever the executor.
 */
final class Mailbox {
    /** Takes frames, on the executor. */
    interface MediaHandler {
        /** A frame's turn has come. */
        void accept(MediaMessage media);

        /** A message to be filled with a frame that was packed while it waited. Called with the mailbox's lock held. */
        default MediaMessage empty() {
            return new MediaMessage();
        }

        /**
         * A frame is done with: it has had its turn, or made room for another, or came after the end. May be called with the
         * mailbox's lock held.
         */
        default void release(MediaMessage media) {}
    }

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    /** Then another session gets the thread. */
    private static final int BATCH = 64;

    private final Executor executor;
    private final Runnable turn = this::run;
    private final MediaHandler mediaHandler;
    /** These two may take the lock of a pool under ours. */
    private final Supplier<MediaMessage> empty;

    private final Consumer<MediaMessage> release;

    @GuardedBy("waiting")
    private final Waiting waiting;

    @GuardedBy("waiting")
    private boolean running;

    @GuardedBy("waiting")
    private boolean closed;

    Mailbox(Executor executor, int maxMedia, WaitingBytes waitingBytes, MediaHandler mediaHandler) {
        this.executor = executor;
        this.waiting = new Waiting(maxMedia, waitingBytes);
        this.mediaHandler = mediaHandler;
        this.empty = mediaHandler::empty;
        this.release = mediaHandler::release;
    }

    /** Adds a callback of our own making; does nothing after {@link #close}. */
    void post(Runnable task) {
        add(task, false);
    }

    /**
     * Adds a callback that a message of so many bytes has brought; does nothing after {@link #close}.
     *
     * @return false when more waits than may: it is discarded like everything else that the peer has brought
     */
    boolean postEvent(Runnable task, int bytes) {
        synchronized (waiting) {
            return closed || waiting.add(new Waiting.Event(task, bytes), release);
        }
    }

    /**
     * Adds what takes time and is not the listener's: its turn comes on other threads, and what is behind it waits. Does
     * nothing after {@link #close}.
     */
    void postElsewhere(Executor threads, Runnable task) {
        synchronized (waiting) {
            if (!closed) {
                waiting.add(new Waiting.Elsewhere(threads, task));
            }
        }
    }

    /** Adds a frame; it is released when it has had its turn, or at once when there is none for it. */
    void postMedia(MediaMessage media) {
        synchronized (waiting) {
            if (closed) {
                release.accept(media);
            } else {
                waiting.add(media, release);
            }
        }
    }

    /** Discards everything that the peer has brought and that waits, because the session is over. */
    void discard() {
        synchronized (waiting) {
            waiting.discard(release);
        }
    }

    /** Adds the last callback. */
    void close(Runnable last) {
        add(last, true);
    }

    private void add(Runnable task, boolean last) {
        synchronized (waiting) {
            if (!closed) {
                closed = last;
                waiting.add(task);
            }
        }
    }

    /** How much waits, about. */
    long bytesWaiting() {
        synchronized (waiting) {
            return waiting.bytes();
        }
    }

    /** Whether the last callback was added. */
    boolean isClosed() {
        synchronized (waiting) {
            return closed;
        }
    }

    /** Whether something waits that nobody is on the way to run. */
    boolean isAwaitingRun() {
        synchronized (waiting) {
            return !running && !waiting.isEmpty();
        }
    }

    /** Sees to it that what waits is run. Never to be called with a lock of the engine's held. */
    void go() {
        if (claim()) {
            handOver(executor, turn);
        }
    }

    /** Whoever refuses gets another chance when something else has come. */
    private void handOver(Executor threads, Runnable next) {
        try {
            threads.execute(next);
        } catch (RuntimeException | Error refused) {
            synchronized (waiting) {
                running = false;
            }
            throw refused;
        }
    }

    /** Runs what waits on this thread, unless another one is at it. Never to be called with a lock of the engine's held. */
    void goHere() {
        Object first;
        synchronized (waiting) {
            if (running) {
                return;
            }
            first = waiting.take(empty);
            running = first != null;
        }
        run(first);
    }

    private boolean claim() {
        synchronized (waiting) {
            if (running || waiting.isEmpty()) {
                return false;
            }
            running = true;
            return true;
        }
    }

    private void run() {
        run(next());
    }

    /** Null when nothing waits, and it is nobody's turn any more. */
    private @Nullable Object next() {
        synchronized (waiting) {
            Object entry = waiting.take(empty);
            running = entry != null;
            return entry;
        }
    }

    private void run(@Nullable Object first) {
        Object entry = first;
        for (int k = 1; entry != null; k++) {
            if (entry instanceof Waiting.Elsewhere elsewhere) {
                handOver(elsewhere.threads(), () -> {
                    runGuarded(elsewhere.task());
                    handOver(executor, turn);
                });
                return;
            }
            runOne(entry);
            if (k == BATCH) {
                handOver(executor, turn);
                return;
            }
            entry = next();
        }
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error broken) {
            // or nothing after it would ever be run, the last callback included
            log.error("A callback of a session failed", broken);
        }
    }

    private void runOne(Object entry) {
        if (entry instanceof MediaMessage media) {
            try {
                mediaHandler.accept(media);
            } catch (RuntimeException | Error broken) {
                log.error("A frame could not be delivered", broken);
            } finally {
                mediaHandler.release(media);
            }
        } else if (entry instanceof Waiting.Event event) {
            runGuarded(event.task());
        } else {
            runGuarded((Runnable) entry);
        }
    }

    int framesWaiting() {
        synchronized (waiting) {
            return waiting.media();
        }
    }

    /** Frames that made room for newer ones. */
    long dropped() {
        synchronized (waiting) {
            return waiting.dropped();
        }
    }
}
