package io.github.telnyxstream.callcontrol.command;

/** Whose key presses are not passed on to the other leg. */
public enum DtmfMuting implements WireName {
    /** Nobody's. */
    NONE,
    /** Those of both legs. */
    BOTH,
    /** Those of this leg. */
    SELF,
    /** Those of the other leg. */
    OPPOSITE
}
