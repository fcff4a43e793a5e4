/**
 * What Telnyx says over the media socket, one type per kind. Plain data: an event never mentions a session, a transport
 * or a codec.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.event;

import org.jspecify.annotations.NullMarked;
