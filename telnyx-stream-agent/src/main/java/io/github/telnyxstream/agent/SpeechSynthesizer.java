package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.MediaFormat;

/**
 * Turns text into speech. One object serves all calls.
 *
 * <p><b>Threads:</b> thread-safe. {@link #synthesize} runs on a thread of the agent's services and may block.
 */
public interface SpeechSynthesizer {

    /**
     * Speaks a sentence. The agent asks for the next one while this one is heard, so that a service may take its time.
     *
     * @param text one sentence, or a part of a long one; without markup and emoji
     * @param language its language, as a BCP-47 tag
     * @param listener told the audio, from any thread, faster than real time or not
     * @return the synthesis, which the agent cancels when the caller interrupts
     * @throws Exception when it cannot begin
     */
    Synthesis synthesize(String text, String language, Listener listener) throws Exception;

    /**
     * Speaks a sentence on a media stream, whose format a service may use: what has that rate is not resampled, and what comes of
     * its G.711 is that G.711 again. The agent calls this one.
     *
     * @param text one sentence, or a part of a long one; without markup and emoji
     * @param language its language, as a BCP-47 tag
     * @param outbound what the audio will be encoded as for the caller; any other is converted
     * @param listener told the audio, from any thread, faster than real time or not
     * @return the synthesis, which the agent cancels when the caller interrupts
     * @throws Exception when it cannot begin
     */
    default Synthesis synthesize(String text, String language, MediaFormat outbound, Listener listener)
            throws Exception {
        return synthesize(text, language, listener);
    }

    /** The synthesis of one sentence. */
    interface Synthesis {

        /** Ends it. What is told afterwards is ignored. Returns at once, also when it is over already. */
        void cancel();
    }

    /** Hears the audio of one sentence. <b>Threads:</b> one thread at a time; returns at once. */
    interface Listener {

        /**
         * More of the sentence.
         *
         * @param pcm 16-bit samples, mono; copied
         * @param offset index of the first
         * @param lengthSamples how many; may be 0
         * @param sampleRateHz their rate, 8000 to 48000; the same within a sentence
         */
        void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz);

        /** The sentence is complete. */
        void done();

        /**
         * The sentence will not be completed.
         *
         * @param failure why
         */
        void failed(ServiceFailure failure);
    }
}
