package io.github.telnyxstream.callcontrol.command;

/** What a supervising leg can do. */
public enum SupervisorRole implements WireName {
    /** Hears and is heard by all. */
    BARGE("barge"),
    /** Hears all and is heard by the supervised leg. */
    WHISPER("whisper"),
    /** Only hears. */
    MONITOR("monitor");

    private final String wireName;

    SupervisorRole(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
