package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;
import java.util.Arrays;

/**
 * Another source at another rate, as {@link AudioSource#resampledTo} makes it. What the filter still holds dies with the playback,
 * so no tail outlives a clear.
 *
 * <p><b>Threads:</b> one at a time, but for {@link #head}.
 */
public final class ResampledSource implements AudioSource {
    private static final int CHUNKS_PER_SECOND = 50;
    private static final int HEAD_SAMPLES = 2;

    private final AudioSource source;
    private final Resampler resampler;
    private final short[] in;
    private final short[] out;
    private int ready;
    private int taken;
    private boolean ended;
    private volatile short[] head = {};

    ResampledSource(AudioSource source, int sampleRateHz) {
        this.source = source;
        this.resampler = Resampler.of(source.sampleRateHz(), sampleRateHz);
        this.in = new short[source.sampleRateHz() / CHUNKS_PER_SECOND];
        this.out = new short[Math.max(resampler.maxOutputSamples(in.length), resampler.maxFlushSamples())];
    }

    /**
     * How the other source began, before it was resampled: a resampler makes something else of the header of a file. Called by any
     * thread.
     *
     * @return the first two samples of its first piece, or fewer if that was shorter; none before
     */
    public short[] head() {
        return head.clone();
    }

    @Override
    public int sampleRateHz() {
        return resampler.toHz();
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
        while (taken == ready) {
            if (ended) {
                return -1;
            }
            int count = source.read(in, 0, in.length);
            if (count == 0) {
                return 0;
            }
            if (head.length == 0 && count > 0) {
                head = Arrays.copyOf(in, Math.min(count, HEAD_SAMPLES));
            }
            taken = 0;
            ended = count < 0;
            ready = ended ? resampler.flush(out, 0) : resampler.process(in, 0, count, out, 0);
        }
        int count = Math.min(lengthSamples, ready - taken);
        System.arraycopy(out, taken, pcm, offset, count);
        taken += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
