/**
 * What is done to samples: rate conversion, voice activity, DTMF, tones, levels, gain, mixing and loss concealment. Works
 * on 16-bit samples in arrays that the caller owns. No encoding, no I/O, no thread and no clock belongs here.
 */
@NullMarked
package io.github.telnyxstream.codec.dsp;

import org.jspecify.annotations.NullMarked;
