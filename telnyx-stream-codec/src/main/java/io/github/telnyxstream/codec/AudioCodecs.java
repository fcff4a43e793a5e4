package io.github.telnyxstream.codec;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

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
     * application that was undeployed.
     */
    private static AudioCodec provided(MediaFormat format) {
        try {
            Iterator<AudioCodecProvider> providers = providers().iterator();
            while (providers.hasNext()) {
                AudioCodecProvider provider = providers.next();
                if (provider.isProvided(format)) {
                    return provider.create(format);
                }
            }
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new CodecException(
                    "a codec provider for " + format.encoding().wireName() + " cannot be loaded: "
                            + broken.getMessage(),
                    broken);
        }
        throw new CodecException("no codec for " + format.encoding().wireName() + " at " + format.sampleRateHz()
                + " Hz on the class path; add " + artifact(format.encoding()));
    }

    private static ServiceLoader<AudioCodecProvider> providers() {
        ClassLoader own = AudioCodecs.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return ServiceLoader.load(AudioCodecProvider.class, context == null ? own : context);
    }

    private static String artifact(Encoding encoding) {
        return encoding == Encoding.OPUS
                ? "io.github.telnyxstream:telnyx-stream-codec-opus"
                : "io.github.telnyxstream:telnyx-stream-codec-ffmpeg and org.bytedeco:ffmpeg for your platform";
    }
}
