package io.github.telnyxstream.codec;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the codec for a format: here first, then at the providers on the class path. */
final class AudioCodecs {
    private AudioCodecs() {}

    static AudioCodec create(MediaFormat format) {
        return switch (format.encoding()) {
            case PCMU -> new MuLawCodec();
            case PCMA -> new ALawCodec();
            case L16 -> new LinearCodec(format);
            case G722 -> new G722Codec();
            case OPUS, AMR_WB, MP3 -> provided(format);
        };
    }

    /**
     * Looks on every call, which is once per stream and direction: a list that is kept would hold the class loader of an
     * application that was undeployed. A server's threads may carry a class loader that does not see the application, so
     * our own is asked too.
     */
    private static AudioCodec provided(MediaFormat format) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        AudioCodec codec = context == null ? null : provided(format, context);
        if (codec == null) {
            codec = provided(format, AudioCodecs.class.getClassLoader());
        }
        if (codec == null) {
            throw new CodecException("no codec for " + format.encoding().wireName() + " at " + format.sampleRateHz()
                    + " Hz on the class path; add " + artifact(format.encoding()));
        }
        return codec;
    }

    private static @Nullable AudioCodec provided(MediaFormat format, ClassLoader loader) {
        try {
            for (AudioCodecProvider provider : ServiceLoader.load(AudioCodecProvider.class, loader)) {
                if (provider.isProvided(format)) {
                    return provider.create(format);
                }
            }
            return null;
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new CodecException(
                    "a codec provider for " + format.encoding().wireName() + " cannot be loaded: "
                            + broken.getMessage(),
                    broken);
        }
    }

    private static String artifact(Encoding encoding) {
        return encoding == Encoding.OPUS
                ? "io.github.telnyxstream:telnyx-stream-codec-opus"
                : "io.github.telnyxstream:telnyx-stream-codec-ffmpeg and org.bytedeco:ffmpeg for your platform";
    }
}
