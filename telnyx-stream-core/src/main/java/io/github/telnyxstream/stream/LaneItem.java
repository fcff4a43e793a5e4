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
    /** The whole message where it was made ahead; see {@link #isWritten}. */
    private @Nullable FrameMessage message;

    private boolean isWritten;
    /** Silence that fills up the frame at its end. */
    long silentNanos;
    /** Of a mark that has left. */
    @Nullable
    Pending pending;

    private static final short[] NO_SAMPLES = {};

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
        isWritten = false;
    }

    /** Has its message made ahead; a copy of the first so many bytes. */
    void write(byte[] utf8, int lengthBytes) {
        FrameMessage own = message;
        if (own == null || own.isOnItsWay() || own.lengthBytes() != lengthBytes) {
            own = FrameMessage.kept(lengthBytes);
            message = own;
        }
        own.fill(utf8);
        isWritten = true;
    }

    /** Its message, if that was made ahead and is not on its way already; else null. */
    @Nullable
    FrameMessage written() {
        FrameMessage own = message;
        return isWritten && own != null && !own.isOnItsWay() ? own : null;
    }

    /** See {@link ItemRing#touch}. */
    int touch() {
        FrameMessage own = message;
        return units + (own == null ? 0 : own.touch());
    }

    boolean isFrame() {
        return kind == Kind.FRAME;
    }

    boolean isProtected() {
        return playback != null && playback.isProtected();
    }
}
