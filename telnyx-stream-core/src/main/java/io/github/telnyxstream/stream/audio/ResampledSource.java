package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;

/** Another source at another rate. What the filter still holds dies with the playback, so no tail outlives a clear. */
final class ResampledSource implements AudioSource {
    private static final int CHUNKS_PER_SECOND = 50;

    private final AudioSource source;
    private final Resampler resampler;
    private final short[] in;
    private final short[] out;
    private int ready;
    private int taken;
    private boolean ended;

    ResampledSource(AudioSource source, int sampleRateHz) {
        this.source = source;
        this.resampler = Resampler.of(source.sampleRateHz(), sampleRateHz);
        this.in = new short[source.sampleRateHz() / CHUNKS_PER_SECOND];
        this.out = new short[Math.max(resampler.maxOutputSamples(in.length), resampler.maxFlushSamples())];
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
