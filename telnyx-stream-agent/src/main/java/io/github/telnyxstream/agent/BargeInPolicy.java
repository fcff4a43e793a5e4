package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.Set;

/**
 * Decides what a sound of the caller means while the agent speaks. Asked when speech begins, every 100 ms while it lasts,
 * whenever words are recognised, and when it has ended. Serves all calls. <b>Threads:</b> thread-safe; returns at once.
 */
@FunctionalInterface
public interface BargeInPolicy {

    /** What the agent does. */
    enum Decision {
        /** Speaks on; goes on where it had stopped when it was held. */
        IGNORE,
        /** Is silent at once, and can still go on. */
        HOLD,
        /** Is silent and listens: what it had to say is given up. */
        INTERRUPT
    }

    /**
     * What is known about the sound.
     *
     * @param speech how long the caller has spoken
     * @param isOver whether the caller is silent again
     * @param words what was recognised of it so far; empty when nothing was
     * @param agentText what the agent is saying, from its beginning
     * @param agentSpokeFor how much of that was heard before the caller spoke
     */
    record Situation(Duration speech, boolean isOver, String words, String agentText, Duration agentSpokeFor) {}

    /**
     * Decides.
     *
     * @param situation what is known now
     * @return what to do
     */
    Decision decide(Situation situation);

    /**
     * Patient, as a telephone wants it: silent at once, but gives up what it says only for 600 ms of speech or for words
     * that are no "mhm"; after anything shorter it goes on.
     *
     * @return the default
     */
    static BargeInPolicy patient() {
        return patient(Duration.ofMillis(600), PatientPolicy.ENGLISH);
    }

    /**
     * Patient, with figures of one's own.
     *
     * @param enough speech that is an interruption without any words
     * @param listening words that mean "I am listening" and nothing else; lower case
     * @return a policy
     */
    static BargeInPolicy patient(Duration enough, Set<String> listening) {
        return new PatientPolicy(enough, listening);
    }

    /**
     * Gives up at the first syllable.
     *
     * @return a policy
     */
    static BargeInPolicy immediate() {
        return situation -> Decision.INTERRUPT;
    }

    /**
     * Speaks on, whatever the caller says.
     *
     * @return a policy
     */
    static BargeInPolicy never() {
        return situation -> Decision.IGNORE;
    }
}
