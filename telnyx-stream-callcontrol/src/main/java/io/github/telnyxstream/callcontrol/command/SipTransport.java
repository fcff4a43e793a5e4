package io.github.telnyxstream.callcontrol.command;

/** Transport of SIP. */
public enum SipTransport implements WireName {
    /** Datagrams. */
    UDP("UDP"),
    /** A connection. */
    TCP("TCP"),
    /** An encrypted connection. */
    TLS("TLS");

    private final String wireName;

    SipTransport(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
