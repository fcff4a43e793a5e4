package io.github.telnyxstream.agent;

import org.jspecify.annotations.Nullable;

/** One answer in the making, whoever makes it. Confined to the loop of its call. */
interface Answering {

    /** Asks for it. */
    void begin(Conversation conversation);

    /** Gives the answer up. What was heard of it stays; what is still told of it is not heard. */
    void cancel();

    /** Whether more of it is to come. */
    boolean isPending();

    /** What of it is spoken; null while nothing is. */
    @Nullable
    Utterance utterance();

    TurnClock clock();

    /** Who wants the answer; told on the loop. */
    interface Owner {
        void spent(double amount);

        /** The answer is over: heard, or given up. */
        void answered(Answering answering);

        void failed(Answering answering, ServiceFailure failure);

        AgentCall call();

        /** Whether tools have done what needs no words: the call ends, a message is left, keys were pressed. */
        boolean isSilenceMeant();

        /** Whether a secret is being keyed, at which nobody talks. */
        boolean isSecretAsked();
    }
}
