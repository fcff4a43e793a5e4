package io.github.telnyxstream.stream.settings;

/**
 * Who hears what the application plays ({@code stream_bidirectional_target_legs}; reference "Streaming start"),
 * relative to the leg that owns the stream. Immutable.
 */
public enum TargetLegs {
    /** The leg that owns the stream: the only right answer for a call with one leg, such as a voicemail or an agent. */
    SELF("self"),
    /** The leg bridged to it. Telnyx's default, with which a lone caller hears nothing. */
    OPPOSITE("opposite"),
    /** Both legs. */
    BOTH("both");

    private final String wireName;

    TargetLegs(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The value as Telnyx spells it.
     *
     * @return for example {@code "self"}
     */
    public String wireName() {
        return wireName;
    }
}
