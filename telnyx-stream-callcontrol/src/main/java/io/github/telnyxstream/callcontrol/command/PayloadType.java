package io.github.telnyxstream.callcontrol.command;

/** How a text to be spoken is written. */
public enum PayloadType implements WireName {
    /** Plain text. */
    TEXT,
    /** Speech Synthesis Markup Language. */
    SSML
}
