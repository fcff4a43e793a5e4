package io.github.telnyxstream.agent;

import io.github.telnyxstream.stream.audio.MediaFrame;
import java.time.Duration;

/** Hears the caller of one call, for the ears. Confined to the loop of its call. */
interface Listening {

    void open();

    /** Takes a frame; one that is an echo says nothing. */
    void accept(MediaFrame frame);

    /** The caller is silent: the final text is wanted. */
    default void finish() {}

    /** While a secret is keyed nothing is heard. */
    void pause(boolean paused);

    void close();

    /** Whether the service itself says when a turn is over, which then needs no words. */
    default boolean endsTurns() {
        return false;
    }

    /** How long after words that are unfinished more of them may be told. */
    default Duration untilMore(AgentPatience patience) {
        return patience.transcript();
    }

    /** Whether the service hears speech at this moment. */
    default boolean isSpeech() {
        return false;
    }

    /** What is heard, on the loop. */
    interface Events {
        void partial(String text);

        void finalText(String text);

        void endOfTurn();

        /** The service hears that the caller begins to speak. */
        void speechBegan();

        /** The service takes what the caller says for over, at least for the moment. */
        void speechEnded();

        /** The service has taken what the caller said for a turn. */
        void turnTaken(String turn);

        /** The words of a turn, which may come long after it. */
        void said(String turn, String text);

        /** What the service has cost. */
        void cost(double amount);

        void failed(ServiceFailure failure);
    }
}
