/** Audio codecs, framing and pacing arithmetic; depends on nothing but the JDK's base module. */
module io.github.telnyxstream.codec {
    requires static transitive org.jspecify;

    exports io.github.telnyxstream.codec;
    exports io.github.telnyxstream.codec.dsp;
    exports io.github.telnyxstream.codec.wav;

    uses io.github.telnyxstream.codec.AudioCodecProvider;
}
