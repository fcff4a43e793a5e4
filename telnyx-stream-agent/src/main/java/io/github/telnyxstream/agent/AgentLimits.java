package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an agent may do at most, whatever a model says. Immutable.
 *
 * @param maxCall how long a call may last; then goodbye
 * @param maxTurns how many turns a call may have; then goodbye
 * @param maxCost what the answers of a call may cost, in the unit of {@link Responder.Sink#cost}; then goodbye
 * @param maxReplyCharacters how long one answer may be; the rest is not spoken
 * @param maxFailures failed answers in a row before the call goes to a human or ends; also how often the agent asks in a row
 *     for what it did not understand
 * @param maxSilences questions whether somebody is there before the call ends
 * @param transferTargets numbers and addresses that the agent may transfer to
 * @param human one of these: where a call goes when the agent cannot help; null to say goodbye instead
 * @param allowedKeys keys that the agent may press
 */
public record AgentLimits(
        Duration maxCall,
        int maxTurns,
        double maxCost,
        int maxReplyCharacters,
        int maxFailures,
        int maxSilences,
        Set<String> transferTargets,
        @Nullable String human,
        String allowedKeys) {

    /** Checks the ranges. */
    public AgentLimits {
        transferTargets = Set.copyOf(transferTargets);
        if (maxCall.isNegative() || maxCall.isZero()) {
            throw new IllegalArgumentException("maxCall is " + maxCall + ", must be positive");
        }
        if (maxTurns < 1 || maxReplyCharacters < 1 || maxFailures < 1 || maxSilences < 1 || !(maxCost > 0)) {
            throw new IllegalArgumentException("a limit is not positive");
        }
        if (human != null && !transferTargets.contains(human)) {
            throw new IllegalArgumentException("human is not one of the transferTargets");
        }
    }

    /**
     * Half an hour, 200 turns, no limit of cost, 3,000 characters, two failures, two silences; no transfer, no keys.
     *
     * @return the defaults
     */
    public static AgentLimits defaults() {
        return new AgentLimits(Duration.ofMinutes(30), 200, Double.POSITIVE_INFINITY, 3000, 2, 2, Set.of(), null, "");
    }

    /**
     * Where the agent may transfer to.
     *
     * @param human where calls go when the agent cannot help; null to say goodbye instead
     * @param targets everything that is allowed; the human need not be repeated
     * @return these limits with that difference
     */
    public AgentLimits transferTo(@Nullable String human, Set<String> targets) {
        Set<String> all = new java.util.HashSet<>(targets);
        if (human != null) {
            all.add(human);
        }
        return new AgentLimits(
                maxCall, maxTurns, maxCost, maxReplyCharacters, maxFailures, maxSilences, all, human, allowedKeys);
    }

    /**
     * Which keys the agent may press.
     *
     * @param keys all of them, such as {@code 0123456789#w}
     * @return these limits with that difference
     */
    public AgentLimits allowKeys(String keys) {
        return new AgentLimits(
                maxCall, maxTurns, maxCost, maxReplyCharacters, maxFailures, maxSilences, transferTargets, human, keys);
    }

    /**
     * What a call may be.
     *
     * @param call how long
     * @param turns how many turns
     * @param cost how expensive
     * @return these limits with that difference
     */
    public AgentLimits budget(Duration call, int turns, double cost) {
        return new AgentLimits(
                call, turns, cost, maxReplyCharacters, maxFailures, maxSilences, transferTargets, human, allowedKeys);
    }
}
