package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.event.Track;
import io.github.telnyxstream.stream.wire.MediaMessage;
import io.github.telnyxstream.stream.wire.PackedMedia;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits in a mailbox, in order: tasks of our own, which are never dropped; what messages of the peer's have brought; and
 * frames, of which the oldest makes room for another and the late ones are packed. Guarded by its own monitor.
 */
final class Waiting {
    /** More wait only for a listener that is late: those take as little room as they can. */
    private static final int UNPACKED = 8;
    /** What an entry and the objects around its content take, about. */
    private static final int ENTRY_BYTES = 200;

    private final int maxMedia;
    private final WaitingBytes all;
    /** Tasks, events, media messages, which are entries of their own so that a frame costs none, and packed ones. */
    private final EntryRing entries = new EntryRing();

    private int media;
    /** Of the stream whose frames are packed. */
    private @Nullable String packedStreamId;

    private boolean hasPacked;
    private long bytes;
    /** Frames dropped just before the oldest one that waits, by track. */
    private final int[] owedToOldest = new int[Track.values().length];

    private long dropped;

    /** What is done on other threads, while everything behind it waits. */
    record Elsewhere(Executor threads, Runnable task) {}

    /** A callback that a message of the peer's has brought. */
    record Event(Runnable task, long bytes) {}

    Waiting(int maxMedia, WaitingBytes all) {
        this.maxMedia = maxMedia;
        this.all = all;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    long bytes() {
        return bytes;
    }

    int media() {
        return media;
    }

    long dropped() {
        return dropped;
    }

    // ------------------------------------------------------------------ adding

    void add(Runnable task) {
        append(task);
    }

    void add(Elsewhere task) {
        append(task);
    }

    /** Adds it; frames make room, and when that is not enough everything that the peer has brought goes, and it is false. */
    boolean add(Event event, Consumer<MediaMessage> gone) {
        append(event);
        while (bytes > all.limitPerSession() && media > 0) {
            dropOldestMedia(gone);
        }
        boolean fits = bytes <= all.limitPerSession() || entries.size() == 1;
        if (!fits) {
            discard(gone);
        }
        return fits;
    }

    /** Adds a frame; what is done with, perhaps this one itself because it was packed, is gone. */
    void add(MediaMessage frame, Consumer<MediaMessage> gone) {
        Object entry = entryOf(frame);
        if (entry != frame) {
            gone.accept(frame);
        }
        append(entry);
        media++;
        while (media > 1 && (media > maxMedia || bytes > all.limitPerSession())) {
            dropOldestMedia(gone);
        }
    }

    /** The frame itself, or what is left of it when it is packed. */
    private Object entryOf(MediaMessage frame) {
        if (media < UNPACKED) {
            return frame;
        }
        if (!hasPacked) {
            hasPacked = true;
            packedStreamId = frame.streamId();
        }
        return Objects.equals(packedStreamId, frame.streamId()) ? PackedMedia.of(frame) : frame;
    }

    private void append(Object entry) {
        entries.add(entry);
        count(entry, 1);
    }

    // ------------------------------------------------------------------ taking

    /** The next one, unpacked into what is supplied; null when nothing waits. */
    @Nullable
    Object take(Supplier<MediaMessage> empty) {
        Object entry = entries.get(0);
        if (entry == null) {
            return null;
        }
        // a listener that keeps up has the same message in the same place again and again
        entries.removeOldest(entry instanceof MediaMessage);
        count(entry, -1);
        MediaMessage frame = null;
        if (entry instanceof byte[] packed) {
            frame = empty.get();
            PackedMedia.unpack(packed, packedStreamId, frame);
        } else if (entry instanceof MediaMessage whole) {
            frame = whole;
        }
        if (frame == null) {
            return entry;
        }
        media--;
        int track = index(frame.track());
        frame.addLostBefore(owedToOldest[track]);
        owedToOldest[track] = 0;
        return frame;
    }

    // ------------------------------------------------------------------ dropping

    /** Discards everything that the peer has brought. */
    void discard(Consumer<MediaMessage> gone) {
        for (int k = entries.size(); k > 0; k--) {
            Object entry = entries.get(0);
            entries.removeOldest(false);
            if (entry instanceof Runnable) {
                entries.add(entry);
            } else if (entry != null) {
                count(entry, -1);
                if (entry instanceof MediaMessage frame) {
                    gone.accept(frame);
                }
            }
        }
        media = 0;
    }

    private void dropOldestMedia(Consumer<MediaMessage> gone) {
        for (int at = 0; at < entries.size(); at++) {
            Object entry = entries.get(at);
            if (entry instanceof MediaMessage oldest) {
                drop(at, oldest, oldest.track(), oldest.lostBefore());
                gone.accept(oldest);
                return;
            }
            if (entry instanceof byte[] packed) {
                drop(at, packed, PackedMedia.track(packed), PackedMedia.lostBefore(packed));
                return;
            }
        }
        throw new IllegalStateException("no audio waits");
    }

    private void drop(int at, Object entry, Track track, int lostBefore) {
        entries.remove(at);
        count(entry, -1);
        media--;
        dropped++;
        owedToOldest[index(track)] += 1 + lostBefore;
    }

    private void count(Object entry, int times) {
        long size = ENTRY_BYTES;
        if (entry instanceof MediaMessage frame) {
            size += frame.payloadBytes();
        } else if (entry instanceof byte[] packed) {
            size += packed.length;
        } else if (entry instanceof Event event) {
            size += event.bytes;
        }
        bytes += times * size;
        if (times > 0) {
            all.add(size);
        } else {
            all.remove(size);
        }
    }

    private static int index(Track track) {
        return track == Track.INBOUND ? 0 : 1;
    }
}
