package io.github.telnyxstream.callcontrol.command;

/** Which side of a call hears something, seen from the leg that the command is sent to. */
public enum Legs implements WireName {
    /** The leg itself. */
    SELF,
    /** The leg it is bridged with. */
    OPPOSITE,
    /** Both legs. */
    BOTH
}
