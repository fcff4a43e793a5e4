package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.MarkLedger.Pending;
import org.jspecify.annotations.Nullable;

/** What leaves, or has left and may leave again: a frame, or a mark behind frames. Guarded by the lock of the outbound side. */
final class LaneItem {
    /** What it is. */
    enum Kind {
        /** Audio of a playback. */
        FRAME,
        /** A mark of the application's. */
        MARK,
        /** A mark in a playback, which tells how far it was played. */
        PROGRESS,
        /** The mark behind a playback, which tells that it was played. */
        END
    }

    final Kind kind;
    final String name;
    final short[] pcm;
    final byte @Nullable [] payload;
    /** How many times 20 ms it plays; 0 for a mark. */
    final int units;
    /** Whose frame it is, or whose end. */
    @Nullable
    QueuedPlayback playback;
    /** The whole message where it was made ahead, in its first so many bytes; none when the number is 0. */
    private byte[] message = NO_BYTES;

    private int messageBytes;
    /** Silence that fills up the frame at its end. */
    long silentNanos;
    /** Of a mark that has left. */
    @Nullable
    Pending pending;

    private static final short[] NO_SAMPLES = {};
    private static final byte[] NO_BYTES = {};
    private static final int CACHE_LINE_BYTES = 64;

    private LaneItem(
            Kind kind,
            @Nullable QueuedPlayback playback,
            String name,
            short[] pcm,
            byte @Nullable [] payload,
            int units,
            long silentNanos) {
        this.kind = kind;
        this.playback = playback;
        this.name = name;
        this.pcm = pcm;
        this.payload = payload;
        this.units = units;
        this.silentNanos = silentNanos;
    }

    /** A frame without content, to be used again and again. */
    static LaneItem frame(int samples) {
        return new LaneItem(Kind.FRAME, null, "", new short[samples], null, 1, 0);
    }

    static LaneItem payload(QueuedPlayback playback, byte[] payload, int units, long silentNanos) {
        return new LaneItem(Kind.FRAME, playback, "", NO_SAMPLES, payload, units, silentNanos);
    }

    static LaneItem mark(String name) {
        return new LaneItem(Kind.MARK, null, name, NO_SAMPLES, null, 0, 0);
    }

    static LaneItem mark(Kind kind, QueuedPlayback playback) {
        return new LaneItem(kind, playback, "", NO_SAMPLES, null, 0, 0);
    }

    /** Is going to be another frame. */
    void begin(QueuedPlayback next) {
        playback = next;
        silentNanos = 0;
        messageBytes = 0;
    }

    /** Has its message made ahead; a copy of the first so many bytes. */
    void write(byte[] utf8, int lengthBytes) {
        if (message.length < lengthBytes) {
            message = new byte[lengthBytes];
        }
        System.arraycopy(utf8, 0, message, 0, lengthBytes);
        messageBytes = lengthBytes;
    }

    /** Its message, in the first {@link #messageBytes}. */
    byte[] message() {
        return message;
    }

    /** The length of its message, if that was made ahead; else 0. */
    int messageBytes() {
        return messageBytes;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        int sum = units;
        byte[] bytes = message;
        for (int at = 0; at < bytes.length; at += CACHE_LINE_BYTES) {
            sum += bytes[at];
        }
        return sum;
    }

    boolean isFrame() {
        return kind == Kind.FRAME;
    }

    boolean isProtected() {
        return playback != null && playback.isProtected();
    }
}
