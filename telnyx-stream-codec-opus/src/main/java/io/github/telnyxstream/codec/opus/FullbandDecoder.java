package io.github.telnyxstream.codec.opus;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.telnyxstream.codec.dsp.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * Decodes at 48 kHz and converts to the rate that is wanted. Asked for a lower rate itself, Concentus 1.0.2 returns
 * digital silence for hybrid packets, which most senders of wideband speech use (lostromb/concentus issue 67).
 */
final class FullbandDecoder {
    private static final int FULLBAND_HZ = 48000;

    private final OpusDecoder decoder;
    private final @Nullable Resampler resampler;
    private final short[] fullband;
    private final int ratio;

    FullbandDecoder(int sampleRateHz) {
        try {
            this.decoder = new OpusDecoder(FULLBAND_HZ, 1);
        } catch (OpusException impossible) {
            throw new IllegalStateException("Concentus has no decoder for 48 kHz", impossible);
        }
        this.ratio = FULLBAND_HZ / sampleRateHz;
        this.fullband = new short[OpusPacket.maxSamples(FULLBAND_HZ)];
        this.resampler = ratio == 1 ? null : primed(Resampler.of(FULLBAND_HZ, sampleRateHz));
    }

    /** Silence as long as its delay, so that from now on every packet gives all of its samples. */
    private Resampler primed(Resampler fresh) {
        int delaySamples = (int) Math.round(fresh.delay().toNanos() * (FULLBAND_HZ / 1e9));
        fresh.process(fullband, 0, delaySamples, new short[delaySamples], 0);
        return fresh;
    }

    /** Decodes a packet of so many samples at the wanted rate; a packet of no bytes was lost and is made up. */
    int decode(byte[] bytes, int offset, int lengthBytes, short[] pcm, int pcmOffset, int samples)
            throws OpusException {
        int wanted = samples * ratio;
        int decoded = lengthBytes == 0
                ? decoder.decode(null, 0, 0, fullband, 0, wanted, false)
                : decoder.decode(bytes, offset, lengthBytes, fullband, 0, wanted, false);
        if (decoded != wanted) {
            throw new OpusException("Concentus made " + decoded + " samples of a packet that holds " + wanted);
        }
        if (resampler == null) {
            System.arraycopy(fullband, 0, pcm, pcmOffset, samples);
            return samples;
        }
        return resampler.process(fullband, 0, decoded, pcm, pcmOffset);
    }
}
