package io.github.telnyxstream.callcontrol.command;

/** Which side of a call is recorded. */
public enum RecordingTrack implements WireName {
    /** Both sides. */
    BOTH("both"),
    /** What the leg says. */
    INBOUND("inbound"),
    /** What the leg hears. */
    OUTBOUND("outbound");

    private final String wireName;

    RecordingTrack(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
