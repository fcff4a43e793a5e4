package io.github.telnyxstream.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** Linear 16-bit PCM: the samples themselves, in the byte order of the format. */
final class LinearCodec implements AudioCodec {
    private static final VarHandle LITTLE =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    private final MediaFormat format;
    private final boolean little;

    LinearCodec(MediaFormat format) {
        this.format = format;
        this.little = format.byteOrder() == ByteOrder.LITTLE_ENDIAN;
    }

    @Override
    public MediaFormat format() {
        return format;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        int lengthBytes = maxEncodedBytes(lengthSamples);
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        if (little) {
            for (int i = 0; i < lengthSamples; i++) {
                LITTLE.set(bytes, bytesOffset + 2 * i, pcm[pcmOffset + i]);
            }
        } else {
            for (int i = 0; i < lengthSamples; i++) {
                BIG.set(bytes, bytesOffset + 2 * i, pcm[pcmOffset + i]);
            }
        }
        return lengthBytes;
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        int lengthSamples = lengthBytes / 2;
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        if ((lengthBytes & 1) != 0) {
            throw new CodecException("L16 audio of " + lengthBytes + " bytes: a sample has two");
        }
        if (little) {
            for (int i = 0; i < lengthSamples; i++) {
                pcm[pcmOffset + i] = (short) LITTLE.get(bytes, bytesOffset + 2 * i);
            }
        } else {
            for (int i = 0; i < lengthSamples; i++) {
                pcm[pcmOffset + i] = (short) BIG.get(bytes, bytesOffset + 2 * i);
            }
        }
        return lengthSamples;
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        return Math.multiplyExact(lengthSamples, 2);
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        return lengthBytes / 2;
    }

    @Override
    public void reset() {
        // there is no state
    }
}
