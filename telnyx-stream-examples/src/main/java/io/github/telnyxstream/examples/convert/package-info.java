/**
 * The commands for people who look for the reason of noise on a call: {@code convert} between payload dumps and
 * files of WAV, Opus, AMR-WB and MP3, and {@code tone}. Files only; no network and no call belongs here.
 */
@NullMarked
package io.github.telnyxstream.examples.convert;

import org.jspecify.annotations.NullMarked;
