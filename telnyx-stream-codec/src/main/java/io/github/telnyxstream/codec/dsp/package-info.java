/**
 * What listens to samples and what makes them: tones, levels, detectors, resampling, loss concealment. Encoded bytes and
 * files do not belong here.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.telnyxstream.codec.dsp;

import org.jspecify.annotations.NullMarked;
