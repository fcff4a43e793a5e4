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
    private final long timestampMillis;
    private final byte[] payload;

    /**
     * A frame.
     *
     * @param streamId id of the stream, or null
     * @param sequenceNumber position among all messages of the stream, or -1
     * @param track whose audio
     * @param chunk position among the frames, or -1 when absent
     * @param timestampMillis time since the stream began, in milliseconds as consumers read it, or -1; the unit is not
     *     documented
     * @param payload codec bytes without any header; taken over, not copied
     */
    public MediaEvent(
            @Nullable String streamId,
            long sequenceNumber,
            Track track,
            long chunk,
            long timestampMillis,
            byte[] payload) {
        this.streamId = streamId;
        this.sequenceNumber = sequenceNumber;
        this.track = Objects.requireNonNull(track, "track");
        this.chunk = chunk;
        this.timestampMillis = timestampMillis;
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
     * Its time.
     *
     * @return milliseconds since the stream began, or -1 when absent
     */
    public long timestampMillis() {
        return timestampMillis;
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
