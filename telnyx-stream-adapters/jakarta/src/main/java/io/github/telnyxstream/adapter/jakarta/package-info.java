/**
 * Streams on Jakarta WebSocket 2.1 and later, as Tomcat and Undertow have it: a servlet that is put beside the application's
 * own. What belongs here is translation between Jakarta's API and the transport SPI; nothing here knows audio
 * or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.jakarta;

import org.jspecify.annotations.NullMarked;
