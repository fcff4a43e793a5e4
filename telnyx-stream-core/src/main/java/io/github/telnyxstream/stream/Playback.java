package io.github.telnyxstream.stream;

import java.util.concurrent.CompletionStage;

/**
 * Audio on its way to the caller, and the truth about it.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public interface Playback {

    /**
     * Whether it is waiting or playing.
     *
     * @return false once {@link #result} is complete or about to be
     */
    boolean isActive();

    /**
     * How it ended.
     *
     * @return a stage that is completed exactly once and never exceptionally, serially with the listener's callbacks
     *     and before the last of them
     */
    CompletionStage<PlaybackResult> result();
}
