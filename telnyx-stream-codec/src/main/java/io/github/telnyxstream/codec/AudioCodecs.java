package io.github.telnyxstream.codec;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the codec for a format: here first, then at the providers on the class path. */
final class AudioCodecs {
    private static final int MOST_FAILURES = 100;

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
        List<Error> broken = new ArrayList<>();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        AudioCodec codec = context == null ? null : provided(format, context, broken);
        if (codec == null) {
            codec = provided(format, AudioCodecs.class.getClassLoader(), broken);
        }
        if (codec != null) {
            return codec;
        }
        String name = format.encoding().wireName();
        if (!broken.isEmpty()) {
            Error first = broken.get(0);
            throw new CodecException(
                    "a codec provider for " + name + " cannot be loaded: " + first.getMessage() + "; " + name
                            + " needs " + artifact(format.encoding()),
                    first);
        }
        throw new CodecException("no codec for " + name + " at " + format.sampleRateHz() + " Hz on the class path; add "
                + artifact(format.encoding()));
    }

    /**
     * Goes on behind a provider that is broken or was made for another version. Stops after many, because a class path that
     * cannot be read at all fails anew each time it is asked.
     */
    private static @Nullable AudioCodec provided(MediaFormat format, ClassLoader loader, List<Error> broken) {
        Iterator<AudioCodecProvider> providers =
                ServiceLoader.load(AudioCodecProvider.class, loader).iterator();
        for (int failures = 0; failures < MOST_FAILURES; failures++) {
            try {
                while (providers.hasNext()) {
                    AudioCodecProvider provider = providers.next();
                    if (provider.isProvided(format)) {
                        return provider.create(format);
                    }
                }
                return null;
            } catch (ServiceConfigurationError | LinkageError unusable) {
                broken.add(unusable);
            }
        }
        return null;
    }

    private static String artifact(Encoding encoding) {
        return encoding == Encoding.OPUS
                ? "io.github.telnyxstream:telnyx-stream-codec-opus"
                : "io.github.telnyxstream:telnyx-stream-codec-ffmpeg and org.bytedeco:ffmpeg for your platform";
    }
}
