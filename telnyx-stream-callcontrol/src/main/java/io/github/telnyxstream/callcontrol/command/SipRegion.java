package io.github.telnyxstream.callcontrol.command;

/** Region where Telnyx places SIP. */
public enum SipRegion implements WireName {
    /** United States. */
    US("US"),
    /** Europe. */
    EUROPE("Europe"),
    /** Canada. */
    CANADA("Canada"),
    /** Australia. */
    AUSTRALIA("Australia"),
    /** Middle East. */
    MIDDLE_EAST("Middle East");

    private final String wireName;

    SipRegion(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
