/**
 * The JSON of the media socket: one reader or writer per message kind. Not exported; nothing outside the engine may see it.
 */
@NullMarked
package io.github.telnyxstream.stream.wire;

import org.jspecify.annotations.NullMarked;
