package io.github.telnyxstream.callcontrol.command;

/** Channel layout of a recording. */
public enum RecordingChannels implements WireName {
    /** Both sides mixed. */
    SINGLE,
    /** One side per channel, the first leg on the first. */
    DUAL
}
