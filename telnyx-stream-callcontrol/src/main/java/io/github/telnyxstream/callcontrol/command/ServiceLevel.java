package io.github.telnyxstream.callcontrol.command;

/** Quality of a synthetic voice. */
public enum ServiceLevel implements WireName {
    /** Plain text in en-US with the voices {@code male} and {@code female} only. */
    BASIC,
    /** All voices and languages; the default. */
    PREMIUM
}
