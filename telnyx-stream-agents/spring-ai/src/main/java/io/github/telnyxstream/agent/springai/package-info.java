/**
 * Language models of Spring AI for voice agents.
 *
 * <p>Belongs here: how a {@code ChatClient} is asked, and how tools of both sides meet. Does not belong here: turns and
 * interruptions, which are the agent's; beans, which are the Spring Boot starter's.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.springai;

import org.jspecify.annotations.NullMarked;
