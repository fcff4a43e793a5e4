package io.github.telnyxstream.stream;

/** What a returned mark means. The wire does not say, but the session knows. Immutable. */
public enum MarkOutcome {
    /** What was sent before the mark has been played. */
    PLAYED,
    /** An interruption discarded it, at least in part. */
    INTERRUPTED
}
