package io.github.telnyxstream.callcontrol.command;

/** How much of what is playing a new or stopping command ends. */
public enum Stopping implements WireName {
    /** What is playing now; the next in the queue follows. */
    CURRENT,
    /** What is playing now and everything queued. */
    ALL
}
