package io.github.telnyxstream.stream;

import java.util.concurrent.CompletionStage;

/**
 * Audio on its way to the caller, and what is known about how much of it was heard.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public interface Playback {

    /**
     * Whether it is waiting, playing or held.
     *
     * @return false once {@link #result} has completed or is about to
     */
    boolean isActive();

    /**
     * How much of it has been heard so far.
     *
     * @return the position; once it has ended, the final one
     */
    PlaybackPosition position();

    /**
     * How it ended.
     *
     * @return a stage that completes exactly once, never exceptionally, serially with the listener's callbacks and before
     *     the last of them
     */
    CompletionStage<PlaybackResult> result();
}
