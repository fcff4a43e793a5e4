package io.github.telnyxstream.agent;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A service of an agent did not do its part. Immutable; holds nothing of what was said.
 *
 * @param service which one
 * @param kind in which way
 * @param reason in words, for a log; without keys and without text of the conversation
 * @param cause what was thrown, or null
 */
public record ServiceFailure(
        Service service, Kind kind, String reason, @Nullable Throwable cause) {
    /** The services of an agent. */
    public enum Service {
        /** Speech to text. */
        RECOGNIZER,
        /** Text to text. */
        RESPONDER,
        /** Text to speech. */
        SYNTHESIZER,
        /** Speech to speech. */
        SPEECH,
        /** A tool that was called. */
        TOOL
    }

    /** In which way a service failed. */
    public enum Kind {
        /** It refused: a key, a voice, a model, a limit. To try again would not help. */
        REFUSED,
        /** It broke, or its connection did. */
        BROKEN,
        /** It was silent for longer than the agent's patience. */
        LATE,
        /** It ended without giving anything. */
        EMPTY
    }

    /** Checks that nothing but the cause is null. */
    public ServiceFailure {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    /**
     * A failure without an exception.
     *
     * @param service which service
     * @param kind in which way
     * @param reason in words
     * @return the failure
     */
    public static ServiceFailure of(Service service, Kind kind, String reason) {
        return new ServiceFailure(service, kind, reason, null);
    }

    /**
     * What somebody's code threw.
     *
     * @param service which service
     * @param thrown the exception; its message is not repeated, since it may hold text of the conversation
     * @return the failure, of kind {@link Kind#BROKEN}
     */
    public static ServiceFailure thrown(Service service, Throwable thrown) {
        return new ServiceFailure(service, Kind.BROKEN, thrown.getClass().getSimpleName() + " was thrown", thrown);
    }
}
