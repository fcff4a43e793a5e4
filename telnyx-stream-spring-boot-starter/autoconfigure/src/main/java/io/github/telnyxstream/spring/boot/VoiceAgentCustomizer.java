package io.github.telnyxstream.spring.boot;

import io.github.telnyxstream.agent.VoiceAgents;

/** Changes the agent that is made of the application's beans, after everything that properties say; for what has no property. */
@FunctionalInterface
public interface VoiceAgentCustomizer {

    /**
     * Changes it.
     *
     * @param agents what was collected
     */
    void customize(VoiceAgents.Builder agents);
}
