/** Opus for Telnyx media streams: a codec provider on Concentus, in pure Java. */
module io.github.telnyxstream.codec.opus {
    requires static transitive org.jspecify;
    requires transitive io.github.telnyxstream.codec;
    requires concentus;

    exports io.github.telnyxstream.codec.opus;

    provides io.github.telnyxstream.codec.AudioCodecProvider with
            io.github.telnyxstream.codec.opus.OpusCodecProvider;
}
