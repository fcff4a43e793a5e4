/**
 * Streams on Jetty 12: a handler that is put into the application's own server. What belongs here is translation between
 * Jetty's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.jetty;

import org.jspecify.annotations.NullMarked;
