package io.github.telnyxstream.stream.event;

/** Whose audio a frame carries, seen from Telnyx (page "Media Streaming over Websockets"). Immutable. */
public enum Track {
    /** What Telnyx receives from the leg: the caller's voice. */
    INBOUND,
    /** What Telnyx sends to the leg. */
    OUTBOUND
}
