package io.github.telnyxstream.callcontrol.command;

/** Channel layout of a recording. */
public enum RecordingChannels implements WireName {
    /** Both sides mixed. */
    SINGLE("single"),
    /** One side per channel, the first leg on the first. */
    DUAL("dual");

    private final String wireName;

    RecordingChannels(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
