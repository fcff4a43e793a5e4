package io.github.telnyxstream.examples.voicemail;

import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A message while it is being spoken. One thread at a time; ended by exactly one of {@link #save} and {@link #discard}. */
public interface OpenMessage {
    /**
     * Appends what the caller said.
     *
     * @param frame the next frame
     * @throws IOException if it cannot be stored
     */
    void write(MediaFrame frame) throws IOException;

    /**
     * How long it is so far.
     *
     * @return audio time, lost frames included
     */
    Duration duration();

    /**
     * Completes the message; only now it appears to others.
     *
     * @param endedBy why it is over
     * @param frames what became of the stream's frames
     * @return the audio file, or empty when there was nothing to save
     * @throws IOException if it cannot be stored
     */
    Optional<Path> save(EndedBy endedBy, StreamStatistics frames) throws IOException;

    /** Leaves nothing behind. */
    void discard();
}
