/**
 * The engine as an application sees it: acceptor, listener, session, playback, settings and options; the implementations
 * sit package-private beside them. No server and no wire format belongs here.
 */
@NullMarked
package io.github.telnyxstream.stream;

import org.jspecify.annotations.NullMarked;
