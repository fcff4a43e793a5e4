package io.github.telnyxstream.callcontrol.command;

/** Whether the caller is hidden from the person called. */
public enum Privacy implements WireName {
    /** Hidden. */
    HIDE("id"),
    /** Shown. */
    SHOW("none");

    private final String wireName;

    Privacy(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
