/**
 * Who may open a stream, decided before the upgrade: the authenticator and the tokens that Telnyx carries back. Nothing
 * here knows a session or a server.
 */
@NullMarked
package io.github.telnyxstream.stream.access;

import org.jspecify.annotations.NullMarked;
