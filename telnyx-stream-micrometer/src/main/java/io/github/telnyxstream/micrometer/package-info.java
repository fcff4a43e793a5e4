/**
 * Binds the observers of streams and of call control to Micrometer. What belongs here is names, tags and meters; nothing here
 * measures by itself, and no tag ever names a call, a number or an address.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.micrometer;

import org.jspecify.annotations.NullMarked;
