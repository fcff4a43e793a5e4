package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Objects;

/**
 * A frame of audio in its right place: in order, decoded, and with the number of frames that are missing before it.
 *
 * <p><b>Threads:</b> immutable, as long as nobody writes into its arrays, which are its own and are never reused.
 * {@code toString} never shows audio.
 */
public final class MediaFrame {
    private final MediaEvent event;
    private final MediaFormat format;
    private final short[] pcm;
    private final int lostBefore;

    /**
     * A frame.
     *
     * @param event what came over the wire
     * @param format what its bytes are
     * @param pcm the decoded samples; taken over
     * @param lostBefore frames of the same track that are missing directly before this one
     */
    public MediaFrame(MediaEvent event, MediaFormat format, short[] pcm, int lostBefore) {
        this.event = Objects.requireNonNull(event, "event");
        this.format = Objects.requireNonNull(format, "format");
        this.pcm = Objects.requireNonNull(pcm, "pcm");
        this.lostBefore = lostBefore;
    }

    /**
     * What came over the wire: chunk, timestamp and sequence number.
     *
     * @return the event
     */
    public MediaEvent event() {
        return event;
    }

    /**
     * Whose audio it is.
     *
     * @return the track
     */
    public Track track() {
        return event.track();
    }

    /**
     * What {@link #payload} is and at which rate {@link #pcm} runs.
     *
     * @return the inbound format
     */
    public MediaFormat format() {
        return format;
    }

    /**
     * The encoded bytes.
     *
     * @return the frame's own array; to be read only
     */
    public byte[] payload() {
        return event.payload();
    }

    /**
     * The samples: 16-bit signed, mono, {@code format().sampleRateHz()} per second. Usually 20 ms, but Telnyx does not
     * promise it.
     *
     * @return the frame's own array; to be read only
     */
    public short[] pcm() {
        return pcm;
    }

    /**
     * How many frames of this track never came, or came too late, directly before this one.
     *
     * @return 0 when nothing is missing
     */
    public int lostBefore() {
        return lostBefore;
    }

    @Override
    public String toString() {
        return "MediaFrame[" + event + ", " + format.encoding().wireName() + ", lostBefore=" + lostBefore + "]";
    }
}
