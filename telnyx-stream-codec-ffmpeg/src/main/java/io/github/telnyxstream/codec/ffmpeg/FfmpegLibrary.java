package io.github.telnyxstream.codec.ffmpeg;

import io.github.telnyxstream.codec.CodecException;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;

/** FFmpeg's native libraries: there or missed with an explanation. */
final class FfmpegLibrary {
    private FfmpegLibrary() {}

    /**
     * Loads the libraries unless they are loaded.
     *
     * @throws CodecException if they are not on the class path for this platform; the message says what to add
     */
    static void require() {
        try {
            Loader.load(avutil.class);
            Loader.load(avcodec.class);
        } catch (LinkageError missing) {
            throw new CodecException(
                    "FFmpeg's native libraries cannot be loaded; add org.bytedeco:ffmpeg and org.bytedeco:javacpp"
                            + " with the classifier of this platform to the class path: " + platform(),
                    missing);
        }
    }

    private static String platform() {
        return System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    }
}
