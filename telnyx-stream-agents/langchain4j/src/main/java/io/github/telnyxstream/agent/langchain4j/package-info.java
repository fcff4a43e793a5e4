/**
 * Language models of LangChain4j for voice agents, with their chat memory and {@code @Tool} methods.
 *
 * <p>Belongs here: what of a call a LangChain4j memory holds, and how its models and tools are called. Does not belong here:
 * turns and interruptions, which are the agent's; any particular model.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.langchain4j;

import org.jspecify.annotations.NullMarked;
