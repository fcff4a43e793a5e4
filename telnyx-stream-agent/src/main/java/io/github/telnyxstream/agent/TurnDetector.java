package io.github.telnyxstream.agent;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Tells when the caller begins to speak and when a turn is over. One object per call, since it learns how this caller speaks.
 * <b>Threads:</b> one at a time; returns at once.
 */
public interface TurnDetector {

    /** What the last piece of audio has changed. */
    enum Signal {
        /** Nothing. */
        NONE,
        /** The caller began to speak. */
        BEGAN,
        /** The caller is silent, which may be a pause. */
        PAUSED,
        /** The caller goes on after a pause. */
        WENT_ON,
        /** The caller's turn is over. */
        ENDED
    }

    /**
     * Takes audio.
     *
     * @param pcm 16-bit samples, mono; not changed, not kept
     * @param sampleRateHz their rate
     * @return what has changed
     */
    Signal hear(short[] pcm, int sampleRateHz);

    /**
     * Takes words as they are recognised: what is said tells best whether somebody has finished.
     *
     * @param text what was said in this turn so far
     */
    default void read(String text) {}

    /**
     * Whether the words so far are unfinished, such as half of a number. A recogniser's own end of turn, which is a pause to it
     * and no more, then does not end the turn: this detector does, or a longer silence.
     *
     * @return false unless it is known
     */
    default boolean expectsMore() {
        return false;
    }

    /**
     * Whether the caller speaks at this moment.
     *
     * @return false in a pause
     */
    boolean isSpeech();

    /**
     * How long the caller has spoken without a pause.
     *
     * @return audio time; zero in silence
     */
    Duration speechFor();

    /**
     * The default: our speech detector, with an end of turn that follows the words and this caller's own pauses.
     *
     * @param shortest silence after which a turn that sounds complete is over; 400 ms suit most callers
     * @param longest silence after which any turn is over; 1.5 s suit most callers
     * @return a new detector
     * @throws IllegalArgumentException if they are not 100 ms to 10 s, in that order
     */
    static TurnDetector adaptive(Duration shortest, Duration longest) {
        return new AdaptiveTurnDetector(shortest, longest);
    }

    /**
     * The default, with another ear.
     *
     * @param shortest silence after which a turn that sounds complete is over; 400 ms suit most callers
     * @param longest silence after which any turn is over; 1.5 s suit most callers
     * @param ears makes one for a sampling rate in Hz; called once per call, and again should the rate change
     * @return a new detector
     * @throws IllegalArgumentException if they are not 100 ms to 10 s, in that order
     */
    static TurnDetector adaptive(Duration shortest, Duration longest, IntFunction<? extends SpeechEar> ears) {
        return new AdaptiveTurnDetector(shortest, longest, ears);
    }
}
