/**
 * Telnyx's own speech and language services, with the one key that the application has already.
 *
 * <p>Belongs here: the wire of these services, what it does in practice, and its reconnections. Does not belong here: turns
 * and interruptions, which are the agent's. Facts that are cited as "live" were seen by others on live accounts; the
 * documentation says otherwise or nothing.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.agent.telnyx;

import org.jspecify.annotations.NullMarked;
