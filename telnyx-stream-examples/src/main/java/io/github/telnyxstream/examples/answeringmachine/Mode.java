package io.github.telnyxstream.examples.answeringmachine;

/** Who greets and records. */
public enum Mode {
    /** This program, over the media stream. */
    STREAM,
    /** Telnyx; this program fetches the recording and its transcript. */
    CARRIER
}
