package io.github.telnyxstream.stream.wire;

import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A media message that is written again and again, so that a frame costs no memory until somebody keeps it. <b>Threads:</b>
 * one at a time.
 */
public final class MediaMessage {
    /** An array that one odd message has made longer is not kept. */
    private static final int MAX_KEPT_BYTES = 8 << 10;

    @Nullable
    String streamId;

    long sequenceNumber;
    Track track = Track.INBOUND;
    long chunk;
    long timestamp;
    byte[] payload = new byte[0];
    int payloadBytes;
    private int lostBefore;
    private long arrivedNanos;

    /** An empty message. */
    public MediaMessage() {
        clear();
    }

    void clear() {
        clear(null, Track.INBOUND);
    }

    /** Becomes an empty message of that stream and track, as it mostly is: to write a reference costs the collector more than to look. */
    @SuppressWarnings("ReferenceEquality")
    void clear(@Nullable String ofStream, Track ofTrack) {
        if (streamId != ofStream) {
            streamId = ofStream;
        }
        if (track != ofTrack) {
            track = ofTrack;
        }
        sequenceNumber = -1;
        chunk = -1;
        timestamp = -1;
        payloadBytes = 0;
        lostBefore = 0;
    }

    /** Room for so many bytes. */
    byte[] room(int lengthBytes) {
        if (payload.length < lengthBytes || (payload.length > MAX_KEPT_BYTES && lengthBytes <= MAX_KEPT_BYTES)) {
            payload = new byte[lengthBytes];
        }
        return payload;
    }

    /**
     * Its stream.
     *
     * @return id of the stream, or null
     */
    public @Nullable String streamId() {
        return streamId;
    }

    /**
     * Its position among all messages.
     *
     * @return the number, or -1
     */
    public long sequenceNumber() {
        return sequenceNumber;
    }

    /**
     * Whose audio it is.
     *
     * @return the track
     */
    public Track track() {
        return track;
    }

    /**
     * Its position among the frames of its track.
     *
     * @return the number, or -1
     */
    public long chunk() {
        return chunk;
    }

    /**
     * Its time, in a unit that is not documented.
     *
     * @return the number, or -1
     */
    public long timestamp() {
        return timestamp;
    }

    /**
     * The codec bytes.
     *
     * @return the message's own array; the first {@link #payloadBytes} of it count
     */
    public byte[] payload() {
        return payload;
    }

    /**
     * How many codec bytes there are.
     *
     * @return bytes, 0 for none
     */
    public int payloadBytes() {
        return payloadBytes;
    }

    /**
     * How many frames are missing before it, as far as is known by now.
     *
     * @return frames
     */
    public int lostBefore() {
        return lostBefore;
    }

    /**
     * Notes frames that are missing before it.
     *
     * @param frames how many more
     */
    public void addLostBefore(int frames) {
        lostBefore += frames;
    }

    /**
     * When it came.
     *
     * @return the session's clock, in nanoseconds
     */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    /**
     * Notes when it came.
     *
     * @param nanos the session's clock, in nanoseconds
     */
    public void arrivedAt(long nanos) {
        arrivedNanos = nanos;
    }

    /**
     * An event that may be kept.
     *
     * @return a copy
     */
    public MediaEvent toEvent() {
        return new MediaEvent(streamId, sequenceNumber, track, chunk, timestamp, Arrays.copyOf(payload, payloadBytes));
    }
}
