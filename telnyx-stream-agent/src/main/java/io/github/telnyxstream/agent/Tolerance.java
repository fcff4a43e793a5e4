package io.github.telnyxstream.agent;

/** What is borne on a call, and how much of it is left. Confined to the loop of its call. */
final class Tolerance {
    private final AgentLimits limits;
    private int turns;
    private int failures;
    private int unknowns;
    private int silences;
    private double spent;

    Tolerance(AgentLimits limits) {
        this.limits = limits;
    }

    /** The number of the turn that begins. */
    int nextTurn() {
        return ++turns;
    }

    void spend(double amount) {
        spent += Math.max(0, amount);
    }

    /** Whether the call has had all that it may have. */
    boolean isUsedUp() {
        return turns > limits.maxTurns() || spent > limits.maxCost();
    }

    /** A service has failed; whether that was the last time that is borne. */
    boolean fails() {
        return ++failures >= limits.maxFailures();
    }

    /** An answer was heard. */
    void works() {
        failures = 0;
    }

    /** The caller has made a sound without words; whether there is no use in asking again. */
    boolean understandsNothing() {
        return ++unknowns > limits.maxFailures();
    }

    /** The caller is silent; whether there is no use in asking again. */
    boolean hearsNothing() {
        return ++silences > limits.maxSilences();
    }

    /** The caller makes a sound. */
    void hears() {
        silences = 0;
    }

    /** The caller has said or keyed something. */
    void understands() {
        silences = 0;
        unknowns = 0;
    }
}
