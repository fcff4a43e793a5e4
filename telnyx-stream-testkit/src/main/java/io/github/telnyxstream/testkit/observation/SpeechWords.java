package io.github.telnyxstream.testkit.observation;

import java.util.Iterator;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Tells the words in a sound: a speech recogniser, for {@code CallAssert.heardWords}. A provider is found on the class path by
 * {@link ServiceLoader}, or on the module path as a provided service. The testkit brings none; {@code telnyx-stream-agent-sphinx}
 * is one that needs no network.
 *
 * <p><b>Threads:</b> an implementation takes calls from several threads.
 */
public interface SpeechWords {
    /**
     * Listens.
     *
     * @param sound telephone audio; not changed
     * @return the words in order, separated by spaces, without regard to case; empty where none are understood. Never slower
     *     than a test may wait for: it blocks.
     */
    String in(Sound sound);

    /**
     * Listens for words that are expected: for a recogniser that has to be told which words there are. It must not take others
     * for them.
     *
     * @param sound telephone audio; not changed
     * @param expected a text with words that may be in it
     * @return as {@link #in(Sound)}, which is asked unless this is overridden
     */
    default String in(Sound sound, String expected) {
        return in(sound);
    }

    /**
     * The recogniser that is on the path.
     *
     * @return the first provider, made anew by each call, or null without one
     * @throws java.util.ServiceConfigurationError if a provider is there and cannot be made
     */
    static @Nullable SpeechWords installed() {
        Iterator<SpeechWords> providers = ServiceLoader.load(SpeechWords.class).iterator();
        return providers.hasNext() ? providers.next() : null;
    }
}
