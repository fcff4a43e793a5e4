/** A voice bot without a brain: live playback and barge-in as every bot needs them. */
@NullMarked
package io.github.telnyxstream.examples.voicebot;

import org.jspecify.annotations.NullMarked;
