package io.github.telnyxstream.stream;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of a playback has been heard, in two figures, because the wire tells only one of them: a mark comes back when
 * Telnyx has played what was sent before it. Silence that pads the last frame counts in neither. Immutable.
 *
 * @param confirmed what was certainly played: up to the last mark that came back
 * @param estimated what can have been heard if the far end plays at its own speed from the moment at which the first frame
 *     left: at least what is confirmed, never more than was given, never beyond the first mark that is still out, and never more
 *     than the time since the last mark came back allows
 */
public record PlaybackPosition(Duration confirmed, Duration estimated) {
    /** Nothing heard. */
    public static final PlaybackPosition START = new PlaybackPosition(Duration.ZERO, Duration.ZERO);

    /** Checks that nothing is null. */
    public PlaybackPosition {
        Objects.requireNonNull(confirmed, "confirmed");
        Objects.requireNonNull(estimated, "estimated");
    }
}
