/**
 * What is asked of Telnyx for a stream, and the words it is asked in: one object that call control sends and the engine
 * believes. Values only; nothing here knows a session, a socket or a request.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.settings;

import org.jspecify.annotations.NullMarked;
