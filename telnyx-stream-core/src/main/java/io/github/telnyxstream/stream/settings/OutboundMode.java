package io.github.telnyxstream.stream.settings;

/**
 * How the application sends audio ({@code stream_bidirectional_mode}; page "Media Streaming over Websockets"). It has
 * no influence on what the application receives. Immutable.
 */
public enum OutboundMode {
    /** Codec frames of 20 ms to 30 s, as many as needed. What this library sends. */
    RTP("rtp"),
    /** Whole MP3 files, at most one message a second. Telnyx's default. Sessions play {@code AudioSource.mp3} only. */
    MP3("mp3");

    private final String wireName;

    OutboundMode(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The value as Telnyx spells it.
     *
     * @return for example {@code "rtp"}
     */
    public String wireName() {
        return wireName;
    }
}
