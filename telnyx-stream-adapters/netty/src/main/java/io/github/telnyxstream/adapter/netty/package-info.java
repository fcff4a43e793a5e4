/**
 * Streams on Netty 4.2: a handler that is put into the application's own pipeline. What belongs here is translation between
 * Netty's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.netty;

import org.jspecify.annotations.NullMarked;
