package io.github.telnyxstream.codec;

/** Finds the codec for a format. */
final class AudioCodecs {
    private AudioCodecs() {}

    static AudioCodec create(MediaFormat format) {
        throw new CodecException("no codec for " + format.encoding().wireName());
    }
}
