package io.github.telnyxstream.stream.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One frame of audio as it came, not yet put in order and not decoded. {@code toString} never shows audio.
 */
public final class MediaEvent implements StreamEvent {
    private final @Nullable String streamId;
    private final long sequenceNumber;
    private final Track track;
    private final long chunk;
    private final long timestamp;
    private final byte[] payload;

    /**
     * A frame.
     *
     * @param streamId id of the stream, or null
     * @param sequenceNumber position among all messages of the stream, or -1
     * @param track whose audio
     * @param chunk position among the frames, or -1 when absent
     * @param timestamp its time as Telnyx counts it, or -1; see {@link #timestamp()}
     * @param payload codec bytes without any header; taken over, not copied
     */
    public MediaEvent(
            @Nullable String streamId, long sequenceNumber, Track track, long chunk, long timestamp, byte[] payload) {
        this.streamId = streamId;
        this.sequenceNumber = sequenceNumber;
        this.track = Objects.requireNonNull(track, "track");
        this.chunk = chunk;
        this.timestamp = timestamp;
        this.payload = Objects.requireNonNull(payload, "payload");
    }

    @Override
    public String eventName() {
        return "media";
    }

    /**
     * The stream it belongs to.
     *
     * @return id of the stream, or null
     */
    public @Nullable String streamId() {
        return streamId;
    }

    /**
     * Its position among all messages of the stream.
     *
     * @return the number, or -1 when absent
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
     * Its position among the frames; the documented key for putting them in order.
     *
     * @return the number, or -1 when absent
     */
    public long chunk() {
        return chunk;
    }

    /**
     * Its time, in a unit that Telnyx does not document: the samples in its documentation look like milliseconds since the
     * stream began, and on live calls at 16 kHz it advanced by 320 for 20 ms, so that it counted samples. The engine uses
     * it for nothing; {@link #chunk} puts frames in order, and each lasts as long as its samples.
     *
     * @return the number, or -1 when absent
     */
    public long timestamp() {
        return timestamp;
    }

    /**
     * The codec bytes.
     *
     * @return the event's own array, not a copy; to be read only
     */
    public byte[] payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "MediaEvent[" + track + ", chunk=" + chunk + ", " + payload.length + " bytes]";
    }
}
