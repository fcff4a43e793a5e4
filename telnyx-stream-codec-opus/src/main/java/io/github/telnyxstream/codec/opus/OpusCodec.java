package io.github.telnyxstream.codec.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.CodecException;
import io.github.telnyxstream.codec.MediaFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Opus on Concentus. Encoder and decoder are made when first used: a stream needs one of them. */
final class OpusCodec implements AudioCodec {
    /** The largest frame, RFC 6716 section 3.2.1; a packet of one frame has one more byte. */
    private static final int MAX_PACKET_BYTES = 1276;

    private static final int COMPLEXITY = 5;

    private final MediaFormat format;
    private @Nullable OpusEncoder encoder;
    private @Nullable FullbandDecoder decoder;

    OpusCodec(MediaFormat format) {
        this.format = format;
    }

    @Override
    public MediaFormat format() {
        return format;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        if (lengthSamples != format.samplesPerFrame()) {
            throw new IllegalArgumentException(
                    "lengthSamples is " + lengthSamples + ", must be " + format.samplesPerFrame());
        }
        Objects.checkFromIndexSize(bytesOffset, MAX_PACKET_BYTES, bytes.length);
        try {
            return encoder().encode(pcm, pcmOffset, lengthSamples, bytes, bytesOffset, MAX_PACKET_BYTES);
        } catch (OpusException | RuntimeException | AssertionError failure) {
            encoder = null;
            throw new CodecException("Opus could not encode a frame; the encoder starts anew", failure);
        }
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        int samples = lengthBytes == 0
                ? format.samplesPerFrame()
                : OpusPacket.samples(bytes, bytesOffset, lengthBytes, format.sampleRateHz());
        Objects.checkFromIndexSize(pcmOffset, samples, pcm.length);
        FullbandDecoder present = decoder;
        if (present == null) {
            present = new FullbandDecoder(format.sampleRateHz());
            decoder = present;
        }
        try {
            return present.decode(bytes, bytesOffset, lengthBytes, pcm, pcmOffset, samples);
        } catch (OpusException | RuntimeException | AssertionError failure) {
            // what the packet left behind in the decoder is not to be trusted
            decoder = null;
            throw new CodecException("a packet of " + lengthBytes + " bytes is not Opus", failure);
        }
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        return MAX_PACKET_BYTES;
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        return lengthBytes == 0 ? format.samplesPerFrame() : OpusPacket.maxSamples(format.sampleRateHz());
    }

    @Override
    public void reset() {
        encoder = null;
        decoder = null;
    }

    private OpusEncoder encoder() throws OpusException {
        OpusEncoder present = encoder;
        if (present == null) {
            present = new OpusEncoder(format.sampleRateHz(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
            present.setBitrate(bitrate());
            present.setComplexity(COMPLEXITY);
            present.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
            encoder = present;
        }
        return present;
    }

    private int bitrate() {
        return switch (format.sampleRateHz()) {
            case 8000 -> 16000;
            case 12000 -> 20000;
            case 16000 -> 24000;
            default -> 32000;
        };
    }
}
