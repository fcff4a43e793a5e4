package io.github.telnyxstream.stream;

/** Takes what the caller is about to hear. Called with a lock of the engine's held, so it must only note. */
interface SentAudio {

    /**
     * Audio has left.
     *
     * @param startNanos when it begins to be heard, as far as can be told
     * @param pcm holds the samples; only looked at
     * @param lengthSamples how many
     * @param rateHz their rate
     */
    void sent(long startNanos, short[] pcm, int lengthSamples, int rateHz);

    /** What would have been heard from now on was thrown away. */
    void cut(long nowNanos);
}
