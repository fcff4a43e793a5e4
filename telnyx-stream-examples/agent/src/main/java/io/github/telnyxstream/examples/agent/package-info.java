/** An agent for a small shop, in all of its parts: how calls come in, who answers them, and a rehearsal without a network. */
@NullMarked
package io.github.telnyxstream.examples.agent;

import org.jspecify.annotations.NullMarked;
