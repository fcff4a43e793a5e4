package io.github.telnyxstream.stream;

import java.util.concurrent.CompletionStage;

/**
 * Audio on its way to the caller, and the truth about it.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public interface Playback {

    /**
     * Whether it is waiting, playing or held.
     *
     * @return false once {@link #result} is complete or about to be
     */
    boolean isActive();

    /**
     * How far it has been heard by now.
     *
     * @return the position; that of the result once it has ended
     */
    PlaybackPosition position();

    /**
     * How it ended.
     *
     * @return a stage that is completed exactly once and never exceptionally, serially with the listener's callbacks
     *     and before the last of them
     */
    CompletionStage<PlaybackResult> result();
}
