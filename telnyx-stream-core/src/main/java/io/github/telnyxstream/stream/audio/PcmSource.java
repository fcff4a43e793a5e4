package io.github.telnyxstream.stream.audio;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.ToneGenerator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;

/** Samples in memory. */
final class PcmSource implements AudioSource {
    /** Loud enough to be noticed, soft enough not to hurt an ear at the receiver. */
    private static final double TONE_LEVEL_DBOV = -12;

    private final int sampleRateHz;
    private final short[] samples;
    private int position;

    PcmSource(int sampleRateHz, short[] samples) {
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz is " + sampleRateHz);
        }
        this.sampleRateHz = sampleRateHz;
        this.samples = Objects.requireNonNull(samples, "pcm");
    }

    static PcmSource tone(double frequencyHz, Duration duration, int sampleRateHz) {
        return new PcmSource(
                sampleRateHz,
                ToneGenerator.of(frequencyHz, sampleRateHz, TONE_LEVEL_DBOV).beep(duration));
    }

    static PcmSource decoded(MediaFormat format, byte[] bytes) {
        if (format.isVariableSize()) {
            throw new IllegalArgumentException(
                    "packets of " + format.encoding().wireName() + " cannot be told apart in an array");
        }
        refuseFiles(bytes);
        AudioCodec codec = AudioCodec.of(format);
        short[] pcm = new short[codec.maxDecodedSamples(bytes.length)];
        int samples = codec.decode(bytes, 0, bytes.length, pcm, 0);
        return new PcmSource(format.sampleRateHz(), Arrays.copyOf(pcm, samples));
    }

    private static void refuseFiles(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(4, bytes.length), StandardCharsets.ISO_8859_1);
        if (head.equals("RIFF") || head.equals("OggS") || head.startsWith("ID3")) {
            throw new IllegalArgumentException("the bytes begin with " + head.trim()
                    + ": this is a file, not raw audio; its header would be heard as noise");
        }
    }

    @Override
    public int sampleRateHz() {
        return sampleRateHz;
    }

    @Override
    public int read(short[] pcm, int offset, int lengthSamples) {
        int count = Math.min(lengthSamples, samples.length - position);
        if (count == 0) {
            return -1;
        }
        System.arraycopy(samples, position, pcm, offset, count);
        position += count;
        return count;
    }
}
