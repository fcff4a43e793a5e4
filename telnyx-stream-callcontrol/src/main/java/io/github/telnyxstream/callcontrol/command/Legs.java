package io.github.telnyxstream.callcontrol.command;

/** Which side of a call hears something, seen from the leg that the command is sent to. */
public enum Legs implements WireName {
    /** The leg itself. */
    SELF("self"),
    /** The leg it is bridged with. */
    OPPOSITE("opposite"),
    /** Both legs. */
    BOTH("both");

    private final String wireName;

    Legs(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
