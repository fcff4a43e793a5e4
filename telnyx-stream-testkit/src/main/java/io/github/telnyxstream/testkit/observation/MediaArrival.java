package io.github.telnyxstream.testkit.observation;

import java.time.Duration;

/**
 * One media message of the application, as it came to Telnyx's playback buffer. Immutable.
 *
 * @param sinceStart time since the call was placed
 * @param audio how much audio is in it
 * @param ahead how much audio waits to be played with it: how far ahead of real time the application is
 */
public record MediaArrival(Duration sinceStart, Duration audio, Duration ahead) {}
