package io.github.telnyxstream.stream;

/**
 * What is done about our own voice on the inbound track: Telnyx was seen to deliver audio that the application had sent
 * there, on bridged legs within a millisecond. Immutable.
 */
public enum EchoGuard {
    /** Nothing, but for a {@link Finding.Kind#OWN_VOICE} where a guard is needed. */
    OFF,
    /** Frames that are our own voice say so by {@code MediaFrame.isEcho}. */
    MARK,
    /** Frames that are our own voice say so and hold silence. */
    MUTE,
    /**
     * Every frame that arrives while we speak, and for the tail of {@link InboundOptions#echoTail} after it, says so and
     * holds silence: the caller cannot interrupt, and nothing of ours is ever taken for the caller.
     */
    HALF_DUPLEX
}
