package io.github.telnyxstream.callcontrol.command;

/** Which side of a call is recorded. */
public enum RecordingTrack implements WireName {
    /** Both sides. */
    BOTH,
    /** What the leg says. */
    INBOUND,
    /** What the leg hears. */
    OUTBOUND
}
