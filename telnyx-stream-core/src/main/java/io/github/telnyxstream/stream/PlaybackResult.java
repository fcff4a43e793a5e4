package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a playback ended. Immutable.
 *
 * @param outcome in which way
 * @param heard how much of it the caller can have heard: all of it when played; else an upper bound, because the delay
 *     of the network is not known
 * @param reason why it failed, or null when it did not
 */
public record PlaybackResult(
        Outcome outcome, Duration heard, @Nullable String reason) {
    /** In which way a playback ended. */
    public enum Outcome {
        /** Telnyx confirmed that all of it was played. */
        PLAYED,
        /** {@link StreamSession#interrupt} threw it away, at least in part. */
        INTERRUPTED,
        /** It could not be read, refused, or the stream ended before it was over. */
        FAILED
    }

    /** Checks that nothing is null but the reason. */
    public PlaybackResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(heard, "heard");
    }

    /**
     * Whether all of it was heard.
     *
     * @return true for {@link Outcome#PLAYED}
     */
    public boolean isPlayed() {
        return outcome == Outcome.PLAYED;
    }
}
