package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service that hears, thinks and speaks in one. One object serves all calls; what belongs to a call is in the {@link Talk}
 * that it opens.
 *
 * <p>The service tells when the caller speaks and when a turn is over; it answers only when the agent asks for it, and never
 * stops an answer by itself. So interruptions stay the agent's to judge and to take back.
 *
 * <p><b>Threads:</b> thread-safe. {@link #open} runs on a thread of the agent's services and may block.
 */
public interface SpeechToSpeech {

    /**
     * Begins to listen to a call.
     *
     * @param opening what the call is like, and what was said before when a connection was lost
     * @param listener told what is heard, from any thread
     * @return the talk; the agent closes it
     * @throws Exception when it cannot begin; the agent tries again
     */
    Talk open(Opening opening, Listener listener) throws Exception;

    /**
     * What a talk begins with. Immutable; {@code toString} shows nothing of what was said.
     *
     * @param callControlId the call, as REST commands name it, or null when it is not known
     * @param inbound what the caller's frames are
     * @param outbound what leaves to the caller; audio in another format is converted
     * @param language what is spoken, as a BCP-47 tag
     * @param conversation what was said before; empty at the beginning of a call
     * @param tools what may be called
     */
    record Opening(
            @Nullable String callControlId,
            MediaFormat inbound,
            MediaFormat outbound,
            String language,
            Conversation conversation,
            List<AgentTool> tools) {
        /** Takes a copy of the tools. */
        public Opening {
            Objects.requireNonNull(inbound, "inbound");
            Objects.requireNonNull(outbound, "outbound");
            Objects.requireNonNull(language, "language");
            Objects.requireNonNull(conversation, "conversation");
            tools = List.copyOf(tools);
        }
    }

    /**
     * The talk of one call. <b>Threads:</b> called by one thread at a time, which is not the engine's: it may block for a
     * while, and audio is dropped while ten seconds of it wait.
     */
    interface Talk extends AutoCloseable {

        /**
         * Takes audio, without a gap: what the service must not hear comes as silence.
         *
         * @param frame usually 20 ms, as samples ({@link MediaFrame#pcm}) and, unless it was made up, as Telnyx sent it
         *     ({@link MediaFrame#payload}); may be kept, must not be changed
         * @throws Exception when the talk is over; the agent opens another one
         */
        void accept(MediaFrame frame) throws Exception;

        /**
         * Answers what was said last. While an earlier answer is in the making, this one comes behind it.
         *
         * @param tools what it may call while it answers
         * @param sink takes the answer
         * @return the answer in the making
         * @throws Exception when the talk is over
         */
        Answer answer(Toolbox tools, AnswerSink sink) throws Exception;

        /**
         * Says words that the agent gives. Behind what is in the making, and as near to the words as the service can.
         *
         * @param text what to say
         * @param isPartOfConversation whether the service is to remember that it was said
         * @param sink takes the audio and what was really said
         * @return the words in the making
         * @throws Exception when the talk is over
         */
        Answer say(String text, boolean isPartOfConversation, AnswerSink sink) throws Exception;

        /**
         * Tells the service what the caller did without a word, such as to press keys. It is not answered before
         * {@link #answer}.
         *
         * @param text in words
         * @throws Exception when the talk is over
         */
        void tell(String text) throws Exception;

        /** Ends the talk; nothing is told afterwards. Does not throw, does not wait for the network. */
        @Override
        void close();
    }

    /** An answer in the making, or made. */
    interface Answer {

        /**
         * Ends it where hearing has stopped: nothing follows, and the service remembers only what was heard. Also for an
         * answer that is complete. Any thread; returns at once, does nothing the second time or after the talk.
         *
         * @param heard how much of its audio the caller has heard; zero when nothing
         */
        void cut(Duration heard);
    }

    /** Takes an answer. <b>Threads:</b> one thread at a time; returns at once. What comes after {@code cut} is ignored. */
    interface AnswerSink {

        /**
         * More of its audio.
         *
         * @param pcm 16-bit samples, mono; copied
         * @param offset index of the first
         * @param lengthSamples how many; may be 0
         * @param sampleRateHz their rate, 8000 to 48000; the same within an answer
         */
        void audio(short[] pcm, int offset, int lengthSamples, int sampleRateHz);

        /**
         * More of its words, about when their audio comes.
         *
         * @param piece any part of them, split anywhere
         */
        void words(String piece);

        /** Nothing follows for a while, because tools are called: what came so far may be spoken to its end. */
        void pause();

        /**
         * What the answer has cost so far; counts towards {@link AgentLimits#maxCost}.
         *
         * @param amount to be added, in the unit that the service says; not negative
         */
        void cost(double amount);

        /** The answer is complete. */
        void done();

        /**
         * The answer will not be completed; the talk goes on.
         *
         * @param failure why
         */
        void failed(ServiceFailure failure);
    }

    /** Hears what a talk tells. <b>Threads:</b> thread-safe; returns at once. */
    interface Listener {

        /** The caller begins to speak. */
        void speechBegan();

        /**
         * The caller has finished, as far as the service knows; it waits for {@link Talk#answer}.
         *
         * @param turn names what was said, for its words
         */
        void turnEnded(String turn);

        /**
         * What the caller has said in a turn: usually later than the answer to it, may never come.
         *
         * @param turn which turn
         * @param text all its words
         */
        void said(String turn, String text);

        /**
         * The talk is over.
         *
         * @param failure why
         */
        void failed(ServiceFailure failure);
    }
}
