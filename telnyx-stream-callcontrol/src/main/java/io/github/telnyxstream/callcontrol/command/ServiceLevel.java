package io.github.telnyxstream.callcontrol.command;

/** Quality of a synthetic voice. */
public enum ServiceLevel implements WireName {
    /** Plain text in en-US with the voices {@code male} and {@code female} only. */
    BASIC("basic"),
    /** All voices and languages; the default. */
    PREMIUM("premium");

    private final String wireName;

    ServiceLevel(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
