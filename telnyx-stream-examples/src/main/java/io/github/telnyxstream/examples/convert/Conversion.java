package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.dsp.Levels;
import io.github.telnyxstream.codec.dsp.Resampler;
import java.io.IOException;

/** Moves audio from a reader to a writer, chunk by chunk, through a resampler; the memory does not grow with the audio. */
final class Conversion {
    static final int CHUNK_SAMPLES = 4096;

    private static final double FULL_SCALE_POWER = 32768.0 * 32768.0;

    private final PcmReader from;
    private final PcmWriter to;
    private final Resampler resampler;
    private final boolean sameRate;
    private long samplesRead;
    private long samplesWritten;
    private double energy;

    Conversion(PcmReader from, PcmWriter to) {
        this.from = from;
        this.to = to;
        this.sameRate = from.sampleRateHz() == to.sampleRateHz();
        this.resampler = sameRate ? Resampler.of(8000, 8000) : resampler(from.sampleRateHz(), to.sampleRateHz());
    }

    private static Resampler resampler(int fromHz, int toHz) {
        try {
            return Resampler.of(fromHz, toHz);
        } catch (IllegalArgumentException unknownRate) {
            throw new CodecException(
                    "no conversion from " + fromHz + " to " + toHz + " Hz; rates from 4000 to 192000 can be converted",
                    unknownRate);
        }
    }

    /**
     * Converts all of it.
     *
     * @throws CodecException if there is no audio at all, or it is not what it was said to be
     */
    void run() throws IOException {
        short[] in = new short[CHUNK_SAMPLES];
        short[] out = new short[Math.max(resampler.maxOutputSamples(in.length), resampler.maxFlushSamples())];
        for (int read = from.read(in); read >= 0; read = from.read(in)) {
            measure(in, read);
            if (sameRate) {
                write(in, read);
            } else {
                write(out, resampler.process(in, 0, read, out, 0));
            }
        }
        if (samplesRead == 0) {
            throw new CodecException("there is no audio in the input");
        }
        write(out, resampler.flush(out, 0));
        to.finish();
    }

    private void measure(short[] pcm, int length) {
        samplesRead += length;
        for (int i = 0; i < length; i++) {
            energy += pcm[i] * pcm[i];
        }
    }

    private void write(short[] pcm, int length) throws IOException {
        to.write(pcm, 0, length);
        samplesWritten += length;
    }

    /** Seconds of audio that were read. */
    double secondsRead() {
        return (double) samplesRead / from.sampleRateHz();
    }

    /** Seconds of audio that were written. */
    double secondsWritten() {
        return (double) samplesWritten / to.sampleRateHz();
    }

    /** Mean level of what was read; {@link Levels} says what a dBov is. */
    double levelDbov() {
        return energy == 0
                ? Levels.SILENCE_DBOV
                : 10 * Math.log10(energy / Math.max(1, samplesRead) / FULL_SCALE_POWER);
    }
}
