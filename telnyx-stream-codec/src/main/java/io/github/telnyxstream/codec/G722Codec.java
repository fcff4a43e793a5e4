package io.github.telnyxstream.codec;

import java.util.Objects;

/**
 * G.722 at 64 kbit/s (mode 1): two samples at 16 kHz become one byte, six bits of the lower sub-band and two of the
 * higher. Bit-exact with the ITU-T software tools (G.191). Encoder and decoder of one instance know nothing of each other.
 */
final class G722Codec implements AudioCodec {
    private final MirrorFilter analysis = new MirrorFilter();
    private final G722Band lowerEncoder = G722Band.lower();
    private final G722Band higherEncoder = G722Band.higher();

    private final MirrorFilter synthesis = new MirrorFilter();
    private final G722Band lowerDecoder = G722Band.lower();
    private final G722Band higherDecoder = G722Band.higher();

    @Override
    public MediaFormat format() {
        return MediaFormat.G722;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        Objects.checkFromIndexSize(bytesOffset, lengthSamples / 2, bytes.length);
        if ((lengthSamples & 1) != 0) {
            throw new IllegalArgumentException("lengthSamples is " + lengthSamples + "; G.722 encodes pairs");
        }
        for (int i = 0; i < lengthSamples / 2; i++) {
            bytes[bytesOffset + i] = (byte) encodePair(pcm[pcmOffset + 2 * i], pcm[pcmOffset + 2 * i + 1]);
        }
        return lengthSamples / 2;
    }

    private int encodePair(int earlier, int later) {
        analysis.push(earlier, later);
        int even = analysis.earlierSum();
        int odd = analysis.laterSum();
        return encodeHigher(limited((odd - even) >> 14)) << 6 | encodeLower(limited((even + odd) >> 14));
    }

    private int encodeLower(int sample) {
        G722Band band = lowerEncoder;
        int step = band.step();
        int difference = saturated(sample - band.predicted());
        int sign = difference >> 31;
        int interval = interval(difference ^ sign, step);
        int code = (sign < 0 ? G722Tables.LOWER_NEGATIVE : G722Tables.LOWER_POSITIVE)[interval];
        band.adapt(code >> 2, (step * G722Tables.LOWER_PREDICTION[code >> 2]) >> 15);
        return code;
    }

    /** The last decision level that the magnitude reaches: five halvings, as levels grow with their index. */
    private static int interval(int magnitude, int step) {
        int low = 0;
        for (int width = 16; width > 0; width >>= 1) {
            int middle = low + width;
            if (middle < 30 && magnitude >= (G722Tables.LOWER_LEVELS[middle] * step) >> 12) {
                low = middle;
            }
        }
        return low;
    }

    private int encodeHigher(int sample) {
        G722Band band = higherEncoder;
        int step = band.step();
        int difference = saturated(sample - band.predicted());
        int sign = difference >> 31;
        boolean outer = (difference ^ sign) >= (G722Tables.HIGHER_LEVEL * step) >> 12;
        int code = (sign < 0 ? 0 : 2) + (outer ? 0 : 1);
        band.adapt(code, (step * G722Tables.HIGHER_OUTPUT[code]) >> 15);
        return code;
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        int lengthSamples = maxDecodedSamples(lengthBytes);
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        for (int i = 0; i < lengthBytes; i++) {
            int code = bytes[bytesOffset + i];
            int lower = decodeLower(code & 0x3F);
            int higher = decodeHigher((code >> 6) & 3);
            synthesis.push(lower + higher, lower - higher);
            pcm[pcmOffset + 2 * i] = (short) saturated(synthesis.laterSum() >> 11);
            pcm[pcmOffset + 2 * i + 1] = (short) saturated(synthesis.earlierSum() >> 11);
        }
        return lengthSamples;
    }

    private int decodeLower(int code) {
        G722Band band = lowerDecoder;
        int step = band.step();
        int sample = limited(band.predicted() + ((step * G722Tables.LOWER_OUTPUT[code]) >> 15));
        band.adapt(code >> 2, (step * G722Tables.LOWER_PREDICTION[code >> 2]) >> 15);
        return sample;
    }

    private int decodeHigher(int code) {
        G722Band band = higherDecoder;
        int difference = (band.step() * G722Tables.HIGHER_OUTPUT[code]) >> 15;
        int sample = limited(band.predicted() + difference);
        band.adapt(code, difference);
        return sample;
    }

    private static int saturated(int value) {
        return Math.max(-32768, Math.min(32767, value));
    }

    /** A sub-band has one bit less than the audio. */
    private static int limited(int value) {
        return Math.max(-16384, Math.min(16383, value));
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
        analysis.reset();
        lowerEncoder.reset();
        higherEncoder.reset();
        synthesis.reset();
        lowerDecoder.reset();
        higherDecoder.reset();
    }
}
