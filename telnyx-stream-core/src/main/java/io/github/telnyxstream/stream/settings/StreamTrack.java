package io.github.telnyxstream.stream.settings;

/**
 * Which audio of the call Telnyx sends to the application ({@code stream_track}; reference "Streaming start").
 * Immutable.
 */
public enum StreamTrack {
    /** What the leg says: the caller's voice on an incoming call. Telnyx's default. */
    INBOUND("inbound_track"),
    /** What is said to the leg. */
    OUTBOUND("outbound_track"),
    /** Both, as separate frames. */
    BOTH("both_tracks");

    private final String wireName;

    StreamTrack(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The value as Telnyx spells it.
     *
     * @return for example {@code "inbound_track"}
     */
    public String wireName() {
        return wireName;
    }
}
