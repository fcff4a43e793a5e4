package io.github.telnyxstream.codec;

/** Finds the codec for a format. */
final class AudioCodecs {
    private AudioCodecs() {}

    static AudioCodec create(MediaFormat format) {
        return switch (format.encoding()) {
            case PCMU -> new MuLawCodec();
            case PCMA -> new ALawCodec();
            case L16 -> new LinearCodec(format);
            case G722, OPUS, AMR_WB, MP3 ->
                throw new CodecException("no codec for " + format.encoding().wireName());
        };
    }
}
