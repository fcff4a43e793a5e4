package io.github.telnyxstream.examples.agent;

import java.io.IOException;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two voices of a rehearsal: MaryTTS's, or those of FreeTTS where MaryTTS was left out or does not start.
 *
 * @param name whose
 * @param agent who answers
 * @param caller who calls
 */
record Voices(String name, OfflineVoice agent, OfflineVoice caller) {
    private static final Logger log = LoggerFactory.getLogger(Voices.class);

    /** Starts voices; where their library is not there, that is a {@link LinkageError}. */
    interface Maker {
        Voices start() throws IOException;
    }

    /**
     * The best that there is.
     *
     * @param executor runs what is synthesized
     * @throws IOException if there is none
     */
    static Voices start(Executor executor) throws IOException {
        return start(Voices::mary, () -> freeTts(executor));
    }

    static Voices start(Maker best, Maker light) throws IOException {
        Throwable why;
        try {
            Voices voices = best.start();
            log.info("the voice is {}", voices.name());
            return voices;
        } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError unusable) {
            why = unusable;
        }
        try {
            Voices voices = light.start();
            log.warn("the voice is {}, since MaryTTS cannot be had: {}", voices.name(), why.toString());
            return voices;
        } catch (IOException | RuntimeException | LinkageError none) {
            none.addSuppressed(why);
            throw new IOException(
                    "there is no voice: neither MaryTTS (" + why + ") nor FreeTTS (" + none + ") can be had", none);
        }
    }

    static Voices mary() throws IOException {
        return new Voices("MaryTTS", new MaryVoice(MaryVoice.PLAIN), new MaryVoice(MaryVoice.DEEPER));
    }

    static Voices freeTts(Executor executor) throws IOException {
        return new Voices(
                "FreeTTS",
                new FreeTtsVoice(FreeTtsVoice.PLAIN, executor),
                new FreeTtsVoice(FreeTtsVoice.HIGHER, executor));
    }
}
