/**
 * Reaching the node that owns a call: who owns a key, and small commands to the owner. Sends no audio, and knows no
 * engine that carries the messages; those are modules of their own, behind {@link
 * io.github.telnyxstream.stream.router.MessageBus}.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.router;

import org.jspecify.annotations.NullMarked;
