package io.github.telnyxstream.codec;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * G.722 at 64 kbit/s (mode 1): two samples at 16 kHz become one byte, six bits of the lower sub-band and two of the
 * higher. Bit-exact with the ITU-T software tools (G.191). Encoder and decoder of one instance know nothing of each other,
 * and each is made when it is first used, because a stream uses one.
 */
final class G722Codec implements AudioCodec {
    private @Nullable G722Encoder encoder;
    private @Nullable G722Decoder decoder;

    @Override
    public MediaFormat format() {
        return MediaFormat.G722;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        Objects.checkFromIndexSize(bytesOffset, lengthSamples / 2, bytes.length);
        if ((lengthSamples & 1) != 0) {
            throw new IllegalArgumentException("lengthSamples is " + lengthSamples + ", must be even");
        }
        G722Encoder used = encoder;
        if (used == null) {
            used = new G722Encoder();
            encoder = used;
        }
        used.encode(pcm, pcmOffset, lengthSamples / 2, bytes, bytesOffset);
        return lengthSamples / 2;
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        int lengthSamples = maxDecodedSamples(lengthBytes);
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        G722Decoder used = decoder;
        if (used == null) {
            used = new G722Decoder();
            decoder = used;
        }
        used.decode(bytes, bytesOffset, lengthBytes, pcm, pcmOffset);
        return lengthSamples;
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        return lengthSamples / 2 + (lengthSamples & 1);
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        return Math.multiplyExact(lengthBytes, 2);
    }

    @Override
    public void reset() {
        if (encoder != null) {
            encoder.reset();
        }
        if (decoder != null) {
            decoder.reset();
        }
    }
}
