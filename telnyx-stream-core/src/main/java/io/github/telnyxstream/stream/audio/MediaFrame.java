package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.event.MediaEvent;
import io.github.telnyxstream.stream.event.Track;
import java.util.Objects;

/**
 * A frame of audio in its right place: in order, decoded, and with the number of frames that are missing before it.
 *
 * <p>A frame that may be kept is immutable, as long as nobody writes into its arrays, which are its own and never reused. A
 * <i>borrowed</i> one, as {@code StreamListener.onBorrowedMedia} gets it, is good for the time of that call only: its arrays
 * hold the next frame afterwards. {@link #keep} makes one of the other kind. {@code toString} never shows audio.
 *
 * <p><b>Threads:</b> a kept frame any, a borrowed one that of the callback.
 */
public interface MediaFrame {

    /**
     * A frame that may be kept.
     *
     * @param event what came over the wire
     * @param format what its bytes are
     * @param pcm the decoded samples; taken over
     * @param lostBefore frames of the same track that are missing directly before this one
     * @return the frame
     */
    static MediaFrame of(MediaEvent event, MediaFormat format, short[] pcm, int lostBefore) {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(pcm, "pcm");
        return new KeptFrame(event, format, pcm, lostBefore);
    }

    /**
     * What came over the wire. A borrowed frame makes it anew at each call.
     *
     * @return the event
     */
    MediaEvent event();

    /**
     * Whose audio it is.
     *
     * @return the track
     */
    Track track();

    /**
     * Its position among the frames of the track.
     *
     * @return the number, or -1 when Telnyx told none
     */
    long chunk();

    /**
     * What {@link #payload} is and at which rate {@link #pcm} runs.
     *
     * @return the inbound format
     */
    MediaFormat format();

    /**
     * The encoded bytes.
     *
     * @return the frame's own array; to be read only. Empty for a frame that was made up
     */
    byte[] payload();

    /**
     * The samples: 16-bit signed, mono, {@code format().sampleRateHz()} per second. Usually 20 ms, but Telnyx does not
     * promise it.
     *
     * @return the frame's own array; to be read only
     */
    short[] pcm();

    /**
     * How many frames of this track never came, or came too late, directly before this one, and were not made up.
     *
     * @return 0 when nothing is missing
     */
    int lostBefore();

    /**
     * Whether this is no received audio but made up for a frame that was lost.
     *
     * @return true only where loss concealment was asked for
     */
    boolean isConcealed();

    /**
     * Whether the echo guard takes this for our own voice.
     *
     * @return true only where an echo guard was asked for
     */
    boolean isEcho();

    /**
     * The frame as it may be kept.
     *
     * @return this one, or a copy of a borrowed one
     */
    MediaFrame keep();
}
