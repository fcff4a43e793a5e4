/**
 * Streams on Spring WebFlux with Reactor Netty: a web handler that is mapped beside the application's own. What belongs here
 * is translation between their APIs and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.webflux;

import org.jspecify.annotations.NullMarked;
