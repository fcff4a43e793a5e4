package io.github.telnyxstream.agent;

import io.github.telnyxstream.agent.Utterance.Sentence;

/** Turns sentences into audio. Confined to the loop of its call. */
interface Speaking {

    /** Asks for the audio of a sentence. */
    void ask(Sentence sentence);

    /** Whether it can speak while an answer is awaited. */
    default boolean canInterject() {
        return true;
    }

    /** Whether it is given a text whole, instead of sentence by sentence. */
    default boolean speaksWhole() {
        return false;
    }

    /** Who wants the audio; told on the loop. */
    interface Owner {
        /** More of a sentence is there, or it is complete. */
        void arrived(Sentence sentence, boolean isFirst);

        /** A sentence ends with what there is of it. */
        void failed(ServiceFailure failure);
    }
}
