package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import org.junit.jupiter.api.Assumptions;

/** FFmpeg's native libraries, which are not made for every platform that can build this project. */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Skips a test where they cannot be loaded, and says so. */
    static void assumeLoads() {
        try {
            AudioCodec.of(MediaFormat.of(Encoding.AMR_WB, 16000));
        } catch (CodecException missing) {
            Assumptions.abort("neither AMR-WB nor MP3 is tested here: " + missing.getMessage());
        }
    }
}
