package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.audio.AudioSource;
import java.io.IOException;
import java.util.Arrays;

/** Another source, whose first samples are remembered: a resampler makes something else of the header of a file. */
final class HeadSource implements AudioSource {
    private static final int SAMPLES = 2;

    private final AudioSource source;
    private volatile short[] head = {};

    HeadSource(AudioSource source) {
        this.source = source;
    }

    /** Whether a source leaves it to us to bring it to another rate; some have their audio at any. */
    static boolean isResampledByUs(AudioSource source) {
        try {
            return source.getClass()
                    .getMethod("resampledTo", int.class)
                    .getDeclaringClass()
                    .equals(AudioSource.class);
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException("every source has this method", impossible);
        }
    }

    /** The first samples of the first piece; none before. */
    short[] head() {
        return head;
    }

    @Override
    public int sampleRateHz() {
        return source.sampleRateHz();
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        int count = source.read(pcm, offset, lengthSamples);
        if (head.length == 0 && count > 0) {
            head = Arrays.copyOfRange(pcm, offset, offset + Math.min(count, SAMPLES));
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
