/**
 * The border to a server: text messages, a close and a handshake. An adapter implements it; nothing here knows sessions,
 * audio or JSON.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.transport;

import org.jspecify.annotations.NullMarked;
