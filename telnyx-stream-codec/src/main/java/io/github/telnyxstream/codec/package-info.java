/**
 * Samples and bytes: encodings, media formats, codecs, framing and the arithmetic of pacing. No I/O, no thread, no clock
 * and no dependency belongs here.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.codec;

import org.jspecify.annotations.NullMarked;
