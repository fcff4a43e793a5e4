package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.CodecException;
import org.junit.jupiter.api.Assumptions;

/** FFmpeg's native libraries, which are not made for every platform that can build this project. */
final class NativeLibrary {
    private NativeLibrary() {}

    /** Skips a test class where they cannot be loaded, and says so. */
    static void assumeLoads() {
        try {
            FfmpegLibrary.require();
        } catch (CodecException missing) {
            Assumptions.abort("nothing is tested here: " + missing.getMessage());
        }
    }
}
