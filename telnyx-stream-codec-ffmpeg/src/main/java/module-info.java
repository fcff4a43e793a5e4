/** AMR-WB and MP3 for Telnyx media streams: a codec provider on FFmpeg's native libraries. */
module io.github.telnyxstream.codec.ffmpeg {
    requires static transitive org.jspecify;
    requires transitive io.github.telnyxstream.codec;
    requires org.bytedeco.ffmpeg;
    requires org.bytedeco.javacpp;

    exports io.github.telnyxstream.codec.ffmpeg;

    provides io.github.telnyxstream.codec.AudioCodecProvider with
            io.github.telnyxstream.codec.ffmpeg.FfmpegCodecProvider;
}
