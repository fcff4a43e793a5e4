package io.github.telnyxstream.stream;

/** What a returned mark means; the wire does not tell, the session does. Immutable. */
public enum MarkOutcome {
    /** What was sent before the mark has been played. */
    PLAYED,
    /** It was thrown away by an interruption, at least in part. */
    INTERRUPTED
}
