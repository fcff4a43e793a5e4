/**
 * Opus behind the codec interface, and the file format of its packets. Nothing but the bridge to Concentus and that format
 * belongs here; no type of Concentus is in a public signature.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.codec.opus;

import org.jspecify.annotations.NullMarked;
