package io.github.telnyxstream.agent;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Something that a responder may do on a call besides talking. Immutable, serves all calls.
 *
 * @param name how models call it: letters, digits, {@code _} and {@code -}, at most 64
 * @param description what it does and when to use it, for the model
 * @param parametersJson a JSON schema of its arguments, an object
 * @param action does it
 */
public record AgentTool(String name, String description, String parametersJson, Action action) {
    /** A schema without parameters. */
    public static final String NO_PARAMETERS = "{\"type\":\"object\",\"properties\":{}}";

    /** What a tool does. <b>Threads:</b> runs on a thread of the agent's services and may block. */
    @FunctionalInterface
    public interface Action {

        /**
         * Does it.
         *
         * @param call the call on which it was asked for
         * @param argumentsJson what the model said, as a JSON object; to be checked like anything from outside
         * @return what the model is told, soon; exceptions are told to it as "failed" without their text
         * @throws Exception when it cannot be done
         */
        CompletionStage<String> run(AgentCall call, String argumentsJson) throws Exception;
    }

    /** Checks the name. */
    public AgentTool {
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parametersJson, "parametersJson");
        Objects.requireNonNull(action, "action");
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name has " + name.length() + " characters and is not [A-Za-z0-9_-]{1,64}");
        }
    }
}
