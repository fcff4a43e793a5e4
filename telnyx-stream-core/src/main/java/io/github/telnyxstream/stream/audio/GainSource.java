package io.github.telnyxstream.stream.audio;

import java.io.IOException;

/** Another source, louder or softer. What would go over full scale stays at full scale. */
final class GainSource implements AudioSource {
    private static final double MOST_DECIBELS = 40;

    private final AudioSource source;
    private final float factor;

    GainSource(AudioSource source, double decibels) {
        if (!(decibels <= MOST_DECIBELS)) {
            throw new IllegalArgumentException("decibels is " + decibels + ", must be at most " + MOST_DECIBELS);
        }
        this.source = source;
        this.factor = (float) Math.pow(10, decibels / 20);
    }

    @Override
    public int sampleRateHz() {
        return source.sampleRateHz();
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        int count = source.read(pcm, offset, lengthSamples);
        for (int k = offset; k < offset + count; k++) {
            pcm[k] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(pcm[k] * factor)));
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
