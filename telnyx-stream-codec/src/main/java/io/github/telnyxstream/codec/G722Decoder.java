package io.github.telnyxstream.codec;

/** The other direction of {@link G722Codec}. */
final class G722Decoder {
    private final MirrorFilter synthesis = new MirrorFilter();
    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();

    void decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        for (int i = 0; i < lengthBytes; i++) {
            int code = bytes[bytesOffset + i];
            int low = decodeLower(code & 0x3F);
            int high = decodeHigher((code >> 6) & 3);
            synthesis.push(low + high, low - high);
            pcm[pcmOffset + 2 * i] = (short) saturated(synthesis.laterSum() >> 11);
            pcm[pcmOffset + 2 * i + 1] = (short) saturated(synthesis.earlierSum() >> 11);
        }
    }

    void reset() {
        synthesis.reset();
        lower.reset();
        higher.reset();
    }

    private int decodeLower(int code) {
        G722Band band = lower;
        int step = band.step();
        int sample = limited(band.predicted() + ((step * G722Tables.LOWER_OUTPUT[code]) >> 15));
        band.adapt(code >> 2, (step * G722Tables.LOWER_PREDICTION[code >> 2]) >> 15);
        return sample;
    }

    private int decodeHigher(int code) {
        G722Band band = higher;
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
}
