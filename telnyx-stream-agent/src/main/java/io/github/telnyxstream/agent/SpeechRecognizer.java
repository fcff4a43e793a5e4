package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.audio.MediaFrame;
import org.jspecify.annotations.Nullable;

/**
 * Turns the caller's speech into text. One object serves all calls; what belongs to a call is in the {@link Recognition}
 * that it opens.
 *
 * <p><b>Threads:</b> thread-safe. {@link #open} runs on a thread of the agent's services and may block.
 */
public interface SpeechRecognizer {

    /**
     * Begins to listen to a call.
     *
     * @param language what the caller speaks, as a BCP-47 tag such as {@code en-US}
     * @param listener told what is recognised, from any thread
     * @return the recognition, to be fed; the agent closes it
     * @throws Exception when it cannot begin; the agent says so and goes on by keys or by a human
     */
    Recognition open(String language, Listener listener) throws Exception;

    /**
     * The recognition of one call. <b>Threads:</b> called by one thread at a time, which is not the engine's: it may block
     * for a while, and audio is dropped while ten seconds of it wait.
     */
    interface Recognition extends AutoCloseable {

        /**
         * Takes audio.
         *
         * @param frame usually 20 ms, as samples ({@link MediaFrame#pcm}) and as Telnyx sent it ({@link MediaFrame#payload});
         *     may be kept, must not be changed
         * @throws Exception when recognition is over; the agent opens another one
         */
        void accept(MediaFrame frame) throws Exception;

        /**
         * The caller has fallen silent: what was said so far is wanted as final text, now.
         *
         * @throws Exception when recognition is over
         */
        default void finish() throws Exception {}

        /**
         * Nothing was fed for some seconds, because a secret is keyed or nobody but the agent was to be heard, and more will be
         * fed. Services that give up a silent connection are to be told so, or to be sent silence.
         *
         * @throws Exception when recognition is over
         */
        default void keepAlive() throws Exception {}

        /** Ends the recognition; nothing is told afterwards. Does not throw, does not wait for the network. */
        @Override
        void close();
    }

    /** Hears what is recognised. <b>Threads:</b> thread-safe; returns at once. */
    interface Listener {

        /**
         * What the present words seem to be; replaces the partial text before it.
         *
         * @param text the words since the last final text
         */
        void partial(String text);

        /**
         * Words that will not change any more.
         *
         * @param text the words since the final text before it; may be empty
         * @param confidence 0 to 1, or null where the service tells none
         */
        void finalText(String text, @Nullable Double confidence);

        /**
         * The service itself has noticed that the caller has finished. Need not come; is not believed amid a number or a spelled
         * word, see {@link TurnDetector#expectsMore}.
         */
        void endOfTurn();

        /**
         * Recognition is over.
         *
         * @param failure why
         */
        void failed(ServiceFailure failure);
    }
}
