package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.PlaybackResult;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call as its agent uses it: what is heard on it, and its end. Confined to the loop of its call. */
interface AgentLine {

    /** The call, as REST commands name it; null when it is not known. */
    @Nullable
    String callControlId();

    /** Whether it takes sentences as texts, so that no audio is to be made of them. */
    default boolean takesText() {
        return false;
    }

    /** What audio is encoded as for the caller; null when it takes texts. */
    default @Nullable MediaFormat outboundFormat() {
        return null;
    }

    /** Is silent at once, and can go on; false when there is nothing to hold or it cannot go on. */
    boolean hold();

    /** Goes on where hearing stopped. */
    void resume();

    /** Is silent as soon as may be; everything but what is protected is given up. */
    void interrupt();

    /** Lets a sentence be heard behind those before it. */
    Sounding open(Sentence sentence);

    /** Ends the call as far as this line can. */
    void close();

    /** A sentence on its way to the caller's ear. */
    interface Sounding {

        /** More of its audio; false when the line wants nothing for the moment. */
        boolean write(short[] pcm);

        /** Nothing more will be written. */
        void end();

        /** How much of it was heard, as far as is known. */
        Duration heardFor();

        /** Told once, on any thread. */
        void whenOver(Consumer<PlaybackResult> told);
    }
}
