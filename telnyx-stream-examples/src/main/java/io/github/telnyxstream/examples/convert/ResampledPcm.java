package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;

/** The audio of another reader at a lower rate. */
final class ResampledPcm implements PcmReader {
    private final PcmReader from;
    private final Resampler resampler;
    private final int sampleRateHz;
    private final short[] in = new short[Conversion.CHUNK_SAMPLES];
    private boolean ended;

    /** Closes the other reader with this. */
    ResampledPcm(PcmReader from, int sampleRateHz) {
        this.from = from;
        this.sampleRateHz = sampleRateHz;
        this.resampler = Resampler.of(from.sampleRateHz(), sampleRateHz);
    }

    @Override
    public String label() {
        return from.label();
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm) throws IOException {
        int made = 0;
        while (made == 0 && !ended) {
            int read = from.read(in);
            ended = read < 0;
            made = ended ? resampler.flush(pcm, 0) : resampler.process(in, 0, read, pcm, 0);
        }
        return made == 0 ? -1 : made;
    }

    @Override
    public void close() throws IOException {
        from.close();
    }
}
