/**
 * Webhooks on the JDK's {@code com.sun.net.httpserver}. What belongs here is translation between its API and call control;
 * streams need another server, since this one has no WebSocket.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.jdkhttpserver;

import org.jspecify.annotations.NullMarked;
