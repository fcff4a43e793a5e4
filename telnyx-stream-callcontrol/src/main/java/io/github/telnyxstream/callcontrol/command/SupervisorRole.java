package io.github.telnyxstream.callcontrol.command;

/** What a supervising leg can do. */
public enum SupervisorRole implements WireName {
    /** Hears and is heard by all. */
    BARGE,
    /** Hears all and is heard by the supervised leg. */
    WHISPER,
    /** Only hears. */
    MONITOR
}
