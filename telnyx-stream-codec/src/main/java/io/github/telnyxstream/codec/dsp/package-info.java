/**
 * What listens to samples and what makes them: tones, levels, detectors, resampling, loss concealment. Encoded bytes and
 * files do not belong here.
 */
@NullMarked
package io.github.telnyxstream.codec.dsp;

import org.jspecify.annotations.NullMarked;
