/**
 * Streams on Vert.x 5: a request handler that is put before the application's own. What belongs here is translation between
 * Vert.x's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.vertx;

import org.jspecify.annotations.NullMarked;
