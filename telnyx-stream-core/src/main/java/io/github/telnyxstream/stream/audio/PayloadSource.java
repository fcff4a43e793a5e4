package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Audio that is encoded already. A session whose outbound format is the same sends its payloads untouched; another one
 * reads samples, which are decoded here.
 *
 * <p>Either {@link #nextPayload} or {@link #read} is called, never both. <b>Threads</b> and <b>life-cycle</b> are those of every
 * source.
 */
public interface PayloadSource extends AudioSource {

    /**
     * What the payloads are.
     *
     * @return the format; its rate is that of {@link #sampleRateHz}
     */
    MediaFormat format();

    /**
     * The next payload: of a format with frames of one size 20 ms, of which only the last may be shorter (it is filled up with
     * silence); of Opus one packet of 20, 40 or 60 ms and more (RFC 6716, 3.1), of AMR-WB one packet of 20 ms; of MP3 a whole
     * file.
     *
     * @return a payload, which belongs to the caller; an empty one if there is none yet; null at the end
     * @throws IOException if the audio cannot be read; ends the playback as failed
     */
    byte @Nullable [] nextPayload() throws IOException;
}
