/**
 * Streams on Spring MVC and its servlet container: a request handler that is mapped beside the application's own. What
 * belongs here is translation between Spring's API and the transport SPI; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.spring;

import org.jspecify.annotations.NullMarked;
