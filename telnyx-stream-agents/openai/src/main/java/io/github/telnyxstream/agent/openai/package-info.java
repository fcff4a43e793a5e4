/**
 * OpenAI's Realtime API: one service that hears, thinks and speaks.
 *
 * <p>Belongs here: the wire of that API with the names that are valid since the beta ended (May 2026), and what it does in
 * practice. Does not belong here: turns and interruptions, which are the agent's. Facts that are cited as "live" were seen by
 * others on live accounts.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.openai;

import org.jspecify.annotations.NullMarked;
