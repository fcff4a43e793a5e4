/**
 * Streams on a server of their own, made with the Java-WebSocket library. What belongs here is translation between that
 * library and the transport SPI, and what the library does not do by itself; nothing here knows audio or the messages of
 * Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.javawebsocket;

import org.jspecify.annotations.NullMarked;
