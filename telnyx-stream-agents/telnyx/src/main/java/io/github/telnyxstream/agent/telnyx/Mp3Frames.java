package io.github.telnyxstream.agent.telnyx;

/** Knows MP3 by the headers of its frames: MPEG 1, 2 and 2.5, layer III. */
final class Mp3Frames {
    private static final int[] KBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    private static final int[] KBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    private static final int[] RATES_HZ = {44_100, 48_000, 32_000, 0};
    private static final int HEADER = 3;

    private Mp3Frames() {}

    /** Whether a frame begins at the start. PCM hardly begins with such samples; µ-law may, since 0xFF is its silence. */
    static boolean begin(byte[] bytes) {
        return lengthAt(bytes, 0) > 0;
    }

    /**
     * How many headers follow each other, each where the frame before it ends; at most as many as asked for.
     *
     * @return negative when another one may follow in what has not come yet
     */
    static int inARow(byte[] bytes, int most) {
        int at = 0;
        for (int count = 0; count < most; count++) {
            if (at + HEADER > bytes.length) {
                return -count;
            }
            int length = lengthAt(bytes, at);
            if (length == 0) {
                return count;
            }
            at += length;
        }
        return most;
    }

    /** Bytes of the frame that begins there, or 0 when none does. */
    private static int lengthAt(byte[] bytes, int at) {
        if (at + HEADER > bytes.length || (bytes[at] & 0xFF) != 0xFF || (bytes[at + 1] & 0xE6) != 0xE2) {
            return 0;
        }
        int version = bytes[at + 1] >> 3 & 3;
        int third = bytes[at + 2] & 0xFF;
        boolean isFirst = version == 3;
        int kbits = (isFirst ? KBITS_1 : KBITS_2)[third >> 4];
        int rateHz = RATES_HZ[third >> 2 & 3] / (isFirst ? 1 : version == 2 ? 2 : 4);
        if (version == 1 || kbits == 0 || rateHz == 0) {
            return 0;
        }
        return (isFirst ? 144_000 : 72_000) * kbits / rateHz + (third >> 1 & 1);
    }
}
