package io.github.telnyxstream.codec.ffmpeg;

/** How AMR-WB frames are laid out in a payload (RFC 4867, sections 4.3 and 4.4). */
public enum AmrWbFraming {
    /** Bits follow each other without padding: what RFC 4867 assumes unless told otherwise, and Telnyx reportedly sends. */
    BANDWIDTH_EFFICIENT,
    /** Every part starts on a byte of its own. */
    OCTET_ALIGNED
}
