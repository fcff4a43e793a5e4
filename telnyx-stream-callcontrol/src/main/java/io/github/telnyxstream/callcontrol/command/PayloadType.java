package io.github.telnyxstream.callcontrol.command;

/** How a text to be spoken is written. */
public enum PayloadType implements WireName {
    /** Plain text. */
    TEXT("text"),
    /** Speech Synthesis Markup Language. */
    SSML("ssml");

    private final String wireName;

    PayloadType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
