package io.github.telnyxstream.examples.convert;

import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.time.Duration;

/** A sine tone that is faded in and out, so that it does not click. */
final class TonePcm implements PcmReader {
    private static final int FADE_MILLIS = 5;

    private final ToneGenerator generator;
    private final int sampleRateHz;
    private final int fadeSamples;
    private final long bodySamples;
    private long position;

    TonePcm(double frequencyHz, double levelDbov, Duration length, int sampleRateHz) {
        this.generator = ToneGenerator.of(frequencyHz, sampleRateHz, levelDbov);
        this.sampleRateHz = sampleRateHz;
        long samples = length.toNanos() / 1000 * sampleRateHz / 1_000_000;
        this.fadeSamples = (int) Math.min((long) sampleRateHz * FADE_MILLIS / 1000, samples / 2);
        this.bodySamples = samples - fadeSamples;
    }

    @Override
    public String label() {
        return "tone";
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** The first chunk begins with the fade-in, and the fade-out is a chunk of its own. */
    @Override
    public int read(short[] pcm) {
        boolean last = position == bodySamples;
        int count = last ? fadeSamples : (int) Math.min(Conversion.CHUNK_SAMPLES, bodySamples - position);
        if (count <= 0 || position > bodySamples) {
            return -1;
        }
        generator.generate(pcm, 0, count);
        if (position == 0) {
            ToneGenerator.fadeIn(pcm, 0, fadeSamples);
        }
        if (last) {
            ToneGenerator.fadeOut(pcm, 0, count);
        }
        position += count;
        return count;
    }
}
