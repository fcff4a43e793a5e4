/**
 * WAV files, streamed in and out. Other containers do not belong here, nor does anything that interprets the samples.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.codec.wav;

import org.jspecify.annotations.NullMarked;
