package io.github.telnyxstream.callcontrol.command;

/** Encryption of the audio of a leg. */
public enum MediaEncryption implements WireName {
    /** None. */
    DISABLED("disabled"),
    /** Secure RTP. */
    SRTP("SRTP"),
    /** Secure RTP with keys by DTLS. */
    DTLS("DTLS");

    private final String wireName;

    MediaEncryption(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
