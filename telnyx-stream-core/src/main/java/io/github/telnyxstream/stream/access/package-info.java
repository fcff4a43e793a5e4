/**
 * Who may open a stream, decided before the upgrade: the authenticator and the tokens that Telnyx carries back. Nothing
 * here knows a session or a server.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.stream.access;

import org.jspecify.annotations.NullMarked;
