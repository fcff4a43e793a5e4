/**
 * Streams on Quarkus 3: an endpoint of WebSockets Next that the application gives a path. What belongs here is translation
 * between Quarkus's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.quarkus;

import org.jspecify.annotations.NullMarked;
