/**
 * Opus behind the codec interface. Nothing but the bridge to Concentus belongs here; no type of Concentus is in a public
 * signature.
 */
@NullMarked
package io.github.telnyxstream.codec.opus;

import org.jspecify.annotations.NullMarked;
