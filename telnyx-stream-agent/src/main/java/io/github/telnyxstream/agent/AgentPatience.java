package io.github.telnyxstream.agent;

import java.time.Duration;

/**
 * How long an agent waits for what. Immutable.
 *
 * @param transcript for the final text after the caller has finished; then the partial text counts
 * @param filler for the first sentence of an answer before a filler is said
 * @param answer for the first sentence of an answer, and between two pieces of it, before it is given up
 * @param speech for the first audio of a sentence, and between two pieces of it
 * @param tool for a tool, before a line is said; again after three times as long
 * @param toolLimit for a tool before it is given up
 * @param silence of the caller before the agent asks whether somebody is there
 * @param keys after a key for the next one, before the keys count as a turn
 */
public record AgentPatience(
        Duration transcript,
        Duration filler,
        Duration answer,
        Duration speech,
        Duration tool,
        Duration toolLimit,
        Duration silence,
        Duration keys) {

    /** Checks that all are positive and at most an hour. */
    public AgentPatience {
        check("transcript", transcript);
        check("filler", filler);
        check("answer", answer);
        check("speech", speech);
        check("tool", tool);
        check("toolLimit", toolLimit);
        check("silence", silence);
        check("keys", keys);
    }

    /**
     * What suits a telephone: 1.5 s, 1.5 s, 10 s, 5 s, 1.5 s, 30 s, 8 s, 2.5 s.
     *
     * @return the defaults
     */
    public static AgentPatience telephone() {
        return new AgentPatience(
                Duration.ofMillis(1500),
                Duration.ofMillis(1500),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofMillis(1500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofMillis(2500));
    }

    private static void check(String name, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ", must be more than 0 and at most an hour");
        }
    }
}
