package io.github.telnyxstream.callcontrol.command;

/** Whose key presses are not passed on to the other leg. */
public enum DtmfMuting implements WireName {
    /** Nobody's. */
    NONE("none"),
    /** Those of both legs. */
    BOTH("both"),
    /** Those of this leg. */
    SELF("self"),
    /** Those of the other leg. */
    OPPOSITE("opposite");

    private final String wireName;

    DtmfMuting(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
