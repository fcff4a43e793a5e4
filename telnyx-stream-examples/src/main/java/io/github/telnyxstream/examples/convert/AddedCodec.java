package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;

/** Codecs of the module that is not in the program's jar, but beside it. */
final class AddedCodec {
    private static final String WHERE =
            ": what is missing belongs into the folder lib beside telnyx-stream.jar, which a build fills, see"
                    + " docs/convert.md";

    private AddedCodec() {}

    /**
     * A codec in its initial state.
     *
     * @throws CodecException if it is missing or cannot be loaded; the message says where to put it
     */
    static AudioCodec of(MediaFormat format) {
        try {
            return AudioCodec.of(format);
        } catch (CodecException missing) {
            throw new CodecException(missing.getMessage() + WHERE, missing);
        }
    }
}
