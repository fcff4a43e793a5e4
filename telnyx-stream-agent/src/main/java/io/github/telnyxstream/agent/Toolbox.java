package io.github.telnyxstream.agent;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The tools of one call, for its responder. <b>Threads:</b> thread-safe. */
public interface Toolbox {

    /**
     * What may be called.
     *
     * @return the tools; unmodifiable, may be empty
     */
    List<AgentTool> tools();

    /**
     * Calls one. While it runs the caller hears a line or a sound after a moment, never dead air.
     *
     * @param name its name
     * @param argumentsJson the arguments, a JSON object
     * @return what to tell the model; never exceptional: an unknown name and a failure are told in words. Completes on a thread
     *     of the agent's services, which may be blocked
     */
    CompletionStage<String> call(String name, String argumentsJson);
}
