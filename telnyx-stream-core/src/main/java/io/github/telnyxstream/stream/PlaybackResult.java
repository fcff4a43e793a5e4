package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a playback ended. Immutable.
 *
 * @param outcome in which way
 * @param position how far it was heard: all of it when played
 * @param cause why it failed, or null when it did not
 * @param reason the cause in words for a log, or null when it did not fail
 */
public record PlaybackResult(
        Outcome outcome,
        PlaybackPosition position,
        @Nullable Cause cause,
        @Nullable String reason) {
    /** In which way a playback ended. */
    public enum Outcome {
        /** Telnyx confirmed that all of it was played. */
        PLAYED,
        /** {@link StreamSession#interrupt} threw it away, at least in part. */
        INTERRUPTED,
        /** {@link PlaybackResult#cause} says why it was not played, or why nobody knows whether it was. */
        FAILED
    }

    /** Why a playback failed. */
    public enum Cause {
        /** It was never queued: too much waits already, or another live playback is open. */
        REFUSED,
        /** Its source threw, or gave what cannot be sent. What had left before was heard. */
        SOURCE_FAILED,
        /** It was sent, and Telnyx never said that it was played. */
        UNCONFIRMED,
        /** The session had ended, or ended before the playback did. */
        SESSION_ENDED
    }

    /** Checks that nothing is null but cause and reason, and that these two are there exactly when it failed. */
    public PlaybackResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(position, "position");
        if (outcome == Outcome.FAILED) {
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(reason, "reason");
        } else if (cause != null || reason != null) {
            throw new IllegalArgumentException("a playback that was " + outcome + " has no cause of failure");
        }
    }

    /**
     * All of it was heard.
     *
     * @param heard its length
     * @return the result
     */
    public static PlaybackResult played(Duration heard) {
        Objects.requireNonNull(heard, "heard");
        return new PlaybackResult(Outcome.PLAYED, new PlaybackPosition(heard, heard), null, null);
    }

    /**
     * It was interrupted.
     *
     * @param position how far it was heard
     * @return the result
     */
    public static PlaybackResult interrupted(PlaybackPosition position) {
        return new PlaybackResult(Outcome.INTERRUPTED, position, null, null);
    }

    /**
     * It failed.
     *
     * @param cause why
     * @param position how far it was heard
     * @param reason why, in words
     * @return the result
     */
    public static PlaybackResult failed(Cause cause, PlaybackPosition position, String reason) {
        return new PlaybackResult(Outcome.FAILED, position, cause, reason);
    }

    /**
     * Whether all of it was heard.
     *
     * @return true for {@link Outcome#PLAYED}
     */
    public boolean isPlayed() {
        return outcome == Outcome.PLAYED;
    }

    /**
     * How much of it the caller can have heard.
     *
     * @return the estimate of {@link #position}; rounded down to milliseconds
     */
    public Duration heard() {
        return position.estimated();
    }

    /**
     * How much of it the caller has certainly been played.
     *
     * @return the confirmed part of {@link #position}; rounded down to milliseconds
     */
    public Duration confirmed() {
        return position.confirmed();
    }
}
