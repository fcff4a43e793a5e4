package io.github.telnyxstream.codec;

/** One direction of {@link G722Codec}. */
final class G722Encoder {
    private final MirrorFilter analysis = new MirrorFilter();
    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();

    void encode(short[] pcm, int pcmOffset, int pairs, byte[] bytes, int bytesOffset) {
        for (int i = 0; i < pairs; i++) {
            bytes[bytesOffset + i] = (byte) encodePair(pcm[pcmOffset + 2 * i], pcm[pcmOffset + 2 * i + 1]);
        }
    }

    void reset() {
        analysis.reset();
        lower.reset();
        higher.reset();
    }

    private int encodePair(int earlier, int later) {
        analysis.push(earlier, later);
        int even = analysis.earlierSum();
        int odd = analysis.laterSum();
        return encodeHigher(limited((odd - even) >> 14)) << 6 | encodeLower(limited((even + odd) >> 14));
    }

    private int encodeLower(int sample) {
        G722Band band = lower;
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
        G722Band band = higher;
        int step = band.step();
        int difference = saturated(sample - band.predicted());
        int sign = difference >> 31;
        boolean outer = (difference ^ sign) >= (G722Tables.HIGHER_LEVEL * step) >> 12;
        int code = (sign < 0 ? 0 : 2) + (outer ? 0 : 1);
        band.adapt(code, (step * G722Tables.HIGHER_OUTPUT[code]) >> 15);
        return code;
    }

    private static int saturated(int value) {
        return Math.max(-32768, Math.min(32767, value));
    }

    /** A sub-band has one bit less than the audio. */
    private static int limited(int value) {
        return Math.max(-16384, Math.min(16383, value));
    }
}
