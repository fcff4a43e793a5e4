package io.github.telnyxstream.agent;

import java.time.Duration;

/** A sound of the caller while the agent speaks. Confined to the loop of its call. */
final class CallerSound {
    /** Words that come this much later still belong to a sound that was let pass. */
    private static final long LATE_WORDS_NANOS = 3_000_000_000L;
    /** A service tells this much later of a sound that our own ear has heard. */
    private static final long LATE_SERVICE_NANOS = 1_000_000_000L;
    /** The silence after which a service calls a sound over. */
    private static final long SERVICE_SILENCE_NANOS = 500_000_000L;

    final String agentText;
    final Duration agentSpokeFor;
    private final boolean isForServiceOnly;
    private final long beganNanos;
    private Duration speech = Duration.ZERO;
    private long overNanos;
    private boolean isOver;
    long askedNanos;
    boolean isTold;

    /** A sound that only a service hears is measured by its word. */
    CallerSound(String agentText, Duration agentSpokeFor, boolean isForServiceOnly, long nowNanos) {
        this.agentText = agentText;
        this.agentSpokeFor = agentSpokeFor;
        this.isForServiceOnly = isForServiceOnly;
        this.beganNanos = nowNanos;
    }

    boolean isForServiceOnly() {
        return isForServiceOnly;
    }

    void lasts(Duration own, long nowNanos) {
        speech = isForServiceOnly ? Duration.ofNanos(Math.max(0, nowNanos - beganNanos - SERVICE_SILENCE_NANOS)) : own;
    }

    Duration speech() {
        return speech;
    }

    void end(long nowNanos) {
        isOver = true;
        overNanos = nowNanos;
    }

    boolean isOver() {
        return isOver;
    }

    /** Whether words that come now can still be its own. */
    boolean canHaveWords(long nowNanos) {
        return !isOver || nowNanos - overNanos < LATE_WORDS_NANOS;
    }

    /** Whether a service that hears something begin now can mean this one. */
    boolean canBeMeant(long nowNanos) {
        return !isOver || nowNanos - overNanos < LATE_SERVICE_NANOS;
    }
}
