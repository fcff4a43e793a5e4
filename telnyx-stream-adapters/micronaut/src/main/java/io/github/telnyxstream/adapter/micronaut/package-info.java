/**
 * Streams on Micronaut 4: beans that put the Netty adapter's handlers into the pipelines of Micronaut's server. What belongs
 * here is what Micronaut calls beans, properties and health; nothing here knows audio or the messages of Telnyx.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.adapter.micronaut;

import org.jspecify.annotations.NullMarked;
