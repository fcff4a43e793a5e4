package io.github.telnyxstream.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import io.github.telnyxstream.stream.wire.PackedMedia;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
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

        /** A message to be filled with a frame that was packed while it waited. */
        default MediaMessage empty() {
            return new MediaMessage();
        }

        /** A frame is done with: it has had its turn, or made room for another, or came after the end. */
        default void release(MediaMessage media) {}
    }

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);
    /** Then another session gets the thread. */
    private static final int BATCH = 64;
    /** More wait only for a listener that is late: those take as little room as they can. */
    private static final int UNPACKED = 8;
    /** What an entry and the objects around its content take, about. */
    private static final int ENTRY_BYTES = 200;

    private final Executor executor;
    private final Runnable turn = this::run;
    private final int maxMedia;
    private final MediaHandler mediaHandler;
    private final WaitingBytes waitingBytes;
    /** Tasks, events, media messages, which are entries of their own so that a frame costs none, and packed ones. */
    @GuardedBy("entries")
    private final ArrayDeque<Object> entries = new ArrayDeque<>();

    @GuardedBy("entries")
    private int mediaWaiting;
    /** Of the stream whose frames are packed. */
    @GuardedBy("entries")
    private @Nullable String packedStreamId;

    @GuardedBy("entries")
    private boolean hasPacked;

    @GuardedBy("entries")
    private long bytesWaiting;
    /** Frames dropped just before the oldest one that waits, by track. */
    @GuardedBy("entries")
    private final int[] owedToOldest = new int[Track.values().length];

    @GuardedBy("entries")
    private long dropped;

    @GuardedBy("entries")
    private boolean running;

    @GuardedBy("entries")
    private boolean closed;

    /** What is done on other threads, while everything behind it waits. */
    private record Elsewhere(Executor threads, Runnable task) {}

    /** A callback that a message of the peer's has brought. */
    private record Event(Runnable task, long bytes) {}

    Mailbox(Executor executor, int maxMedia, WaitingBytes waitingBytes, MediaHandler mediaHandler) {
        this.executor = executor;
        this.waitingBytes = waitingBytes;
        this.maxMedia = maxMedia;
        this.mediaHandler = mediaHandler;
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
        List<MediaMessage> noRoom = new ArrayList<>(0);
        boolean fits;
        synchronized (entries) {
            if (closed) {
                return true;
            }
            Event event = new Event(task, bytes);
            entries.add(event);
            count(event, 1);
            while (bytesWaiting > waitingBytes.limitPerSession() && mediaWaiting > 0) {
                MediaMessage oldest = dropOldestMedia();
                if (oldest != null) {
                    noRoom.add(oldest);
                }
            }
            fits = bytesWaiting <= waitingBytes.limitPerSession() || entries.size() == 1;
            if (!fits) {
                discard(noRoom);
            }
        }
        noRoom.forEach(mediaHandler::release);
        return fits;
    }

    /**
     * Adds what takes time and is not the listener's: its turn comes on other threads, and what is behind it waits. Does
     * nothing after {@link #close}.
     */
    void postElsewhere(Executor threads, Runnable task) {
        synchronized (entries) {
            if (!closed) {
                Elsewhere entry = new Elsewhere(threads, task);
                entries.add(entry);
                count(entry, 1);
            }
        }
    }

    /** Adds a frame; it is released when it has had its turn, or at once when there is none for it. */
    void postMedia(MediaMessage media) {
        MediaMessage first = null;
        List<MediaMessage> more = null;
        synchronized (entries) {
            Object entry = closed ? media : entryOf(media);
            if (closed || entry != media) {
                first = media;
            }
            if (!closed) {
                entries.add(entry);
                count(entry, 1);
                mediaWaiting++;
                while (mediaWaiting > 1 && isTooMuchMedia()) {
                    MediaMessage oldest = dropOldestMedia();
                    if (first == null) {
                        first = oldest;
                    } else if (oldest != null) {
                        more = more == null ? new ArrayList<>() : more;
                        more.add(oldest);
                    }
                }
            }
        }
        if (first != null) {
            mediaHandler.release(first);
        }
        if (more != null) {
            more.forEach(mediaHandler::release);
        }
    }

    /** The frame itself, or what is left of it when it is packed. */
    @GuardedBy("entries")
    private Object entryOf(MediaMessage media) {
        if (mediaWaiting < UNPACKED) {
            return media;
        }
        if (!hasPacked) {
            hasPacked = true;
            packedStreamId = media.streamId();
        }
        return Objects.equals(packedStreamId, media.streamId()) ? PackedMedia.of(media) : media;
    }

    @GuardedBy("entries")
    private boolean isTooMuchMedia() {
        return mediaWaiting > maxMedia || bytesWaiting > waitingBytes.limitPerSession();
    }

    /** Discards everything that the peer has brought and that waits, because the session is over. */
    void discard() {
        List<MediaMessage> media = new ArrayList<>();
        synchronized (entries) {
            discard(media);
        }
        media.forEach(mediaHandler::release);
    }

    @GuardedBy("entries")
    private void discard(List<MediaMessage> media) {
        for (Iterator<Object> each = entries.iterator(); each.hasNext(); ) {
            Object entry = each.next();
            if (!(entry instanceof Runnable)) {
                each.remove();
                count(entry, -1);
                if (entry instanceof MediaMessage frame) {
                    media.add(frame);
                }
            }
        }
        mediaWaiting = 0;
    }

    @GuardedBy("entries")
    private void count(Object entry, int times) {
        long bytes = ENTRY_BYTES;
        if (entry instanceof MediaMessage media) {
            bytes += media.payloadBytes();
        } else if (entry instanceof byte[] packed) {
            bytes += packed.length;
        } else if (entry instanceof Event event) {
            bytes += event.bytes;
        }
        bytesWaiting += times * bytes;
        if (times > 0) {
            waitingBytes.add(bytes);
        } else {
            waitingBytes.remove(bytes);
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
            count(task, 1);
        }
    }

    /** Returns what is to be released; null when the oldest was packed. */
    @GuardedBy("entries")
    private @Nullable MediaMessage dropOldestMedia() {
        for (Iterator<Object> each = entries.iterator(); each.hasNext(); ) {
            Object entry = each.next();
            if (entry instanceof MediaMessage oldest) {
                dropped(each, oldest, oldest.track(), oldest.lostBefore());
                return oldest;
            }
            if (entry instanceof byte[] packed) {
                dropped(each, packed, PackedMedia.track(packed), PackedMedia.lostBefore(packed));
                return null;
            }
        }
        throw new IllegalStateException("no audio waits");
    }

    @GuardedBy("entries")
    private void dropped(Iterator<Object> at, Object entry, Track track, int lostBefore) {
        at.remove();
        count(entry, -1);
        mediaWaiting--;
        dropped++;
        owedToOldest[index(track)] += 1 + lostBefore;
    }

    /** How much waits, about. */
    long bytesWaiting() {
        synchronized (entries) {
            return bytesWaiting;
        }
    }

    /** Whether the last callback was added. */
    boolean isClosed() {
        synchronized (entries) {
            return closed;
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
            handOver(executor, turn);
        }
    }

    /** Whoever refuses gets another chance when something else has come. */
    private void handOver(Executor threads, Runnable next) {
        try {
            threads.execute(next);
        } catch (RuntimeException | Error refused) {
            synchronized (entries) {
                running = false;
            }
            throw refused;
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
                count(entry, -1);
                entry = unpacked(entry);
                if (entry instanceof MediaMessage media) {
                    mediaWaiting--;
                    int track = index(media.track());
                    media.addLostBefore(owedToOldest[track]);
                    owedToOldest[track] = 0;
                }
            }
            if (entry instanceof Elsewhere elsewhere) {
                handOver(elsewhere.threads, () -> {
                    runGuarded(elsewhere.task);
                    handOver(executor, turn);
                });
                return;
            }
            run(entry);
        }
        handOver(executor, turn);
    }

    @GuardedBy("entries")
    private Object unpacked(Object entry) {
        if (!(entry instanceof byte[] packed)) {
            return entry;
        }
        MediaMessage media = mediaHandler.empty();
        PackedMedia.unpack(packed, packedStreamId, media);
        return media;
    }

    private static void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error broken) {
            // or nothing after it would ever be run, the last callback included
            log.error("A callback of a session failed", broken);
        }
    }

    private void run(Object entry) {
        if (entry instanceof MediaMessage media) {
            try {
                mediaHandler.accept(media);
            } catch (RuntimeException | Error broken) {
                log.error("A frame could not be delivered", broken);
            } finally {
                mediaHandler.release(media);
            }
        } else if (entry instanceof Event event) {
            runGuarded(event.task);
        } else {
            runGuarded((Runnable) entry);
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

    private static int index(Track track) {
        return track == Track.INBOUND ? 0 : 1;
    }
}
