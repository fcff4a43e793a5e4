package io.github.telnyxstream.agent;

import io.github.telnyxstream.codec.dsp.SpeechDetector;
import java.time.Duration;

/**
 * Hears whether the caller speaks. One for each call, since it remembers what it has heard. The default is {@link
 * SpeechDetector}, in pure Java; {@code telnyx-stream-agent-silero} has one that is a neural network.
 *
 * <p><b>Threads:</b> one at a time; returns at once.
 */
public interface SpeechEar {

    /**
     * Takes audio.
     *
     * @param pcm 16-bit samples, mono; not changed, not kept
     * @param offset index of the first
     * @param lengthSamples how many; chunks of any size
     * @return whether there is speech at their end
     */
    boolean offer(short[] pcm, int offset, int lengthSamples);

    /**
     * How long the caller has spoken without a pause.
     *
     * @return audio time; zero in silence
     */
    Duration speechFor();

    /**
     * How long the caller has been silent.
     *
     * @return audio time; zero in speech
     */
    Duration silenceFor();

    /**
     * The default.
     *
     * @param sampleRateHz 8000 to 48000
     * @param hangover a pause that is still speech
     * @return our speech detector as an ear
     */
    static SpeechEar of(int sampleRateHz, Duration hangover) {
        SpeechDetector detector = SpeechDetector.of(sampleRateHz, hangover);
        return new SpeechEar() {
            @Override
            public boolean offer(short[] pcm, int offset, int lengthSamples) {
                return detector.offer(pcm, offset, lengthSamples);
            }

            @Override
            public Duration speechFor() {
                return detector.speechFor();
            }

            @Override
            public Duration silenceFor() {
                return detector.silenceFor();
            }
        };
    }
}
