package io.github.telnyxstream.callcontrol.command;

/** Transport of SIP. */
public enum SipTransport implements WireName {
    /** Datagrams. */
    UDP,
    /** A connection. */
    TCP,
    /** An encrypted connection. */
    TLS;

    @Override
    public String wireName() {
        return name();
    }
}
