package io.github.telnyxstream.stream;

import java.time.Duration;

/**
 * Audio that the application pushes as it gets it, in pieces of any size: a speech service, another call. What is less
 * than a frame waits for the next piece. Playbacks queued after this one wait until {@link #end}.
 *
 * <p><b>Threads:</b> thread-safe; pieces play in the order of the calls.
 */
public interface LivePlayback extends Playback {

    /**
     * Appends samples.
     *
     * @param pcm 16-bit signed samples, mono, at the rate that was given when this was made; copied
     * @param offset index of the first
     * @param lengthSamples how many
     * @return false if nothing was taken, because the playback has ended or too much waits already. While the peer does not
     *     read, the oldest samples make room instead: old speech is worth less than new
     * @throws IndexOutOfBoundsException if the range does not lie in the array
     */
    boolean write(short[] pcm, int offset, int lengthSamples);

    /** Says that nothing follows: the last frame is filled up with silence, and the playback ends when it was heard. */
    void end();

    /**
     * What was written and has not been read for sending yet.
     *
     * @return audio time
     */
    Duration queued();

    /**
     * Samples that made room for newer ones.
     *
     * @return how many were dropped
     */
    long droppedSamples();
}
