package io.github.telnyxstream.examples.convert;

import java.util.OptionalInt;

/** The audio rate of MP3 files, from the heads of their frames (ISO/IEC 11172-3 section 2.4.1.3, ISO/IEC 13818-3). */
final class Mp3Rate {
    private static final int HEAD_BYTES = 4;
    private static final int[] KBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    private static final int[] KBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    private static final int[] RATES = {44100, 48000, 32000, 0};

    private Mp3Rate() {}

    /** The rate of the first frame that is the last one too or has another of its rate behind it, or empty. */
    static OptionalInt of(byte[] bytes) {
        for (int at = afterTag(bytes); at + HEAD_BYTES <= bytes.length; at++) {
            int length = lengthBytes(bytes, at);
            if (length == 0) {
                continue;
            }
            int next = at + length;
            if (next == bytes.length || isFrame(bytes, next, rateHz(bytes, at))) {
                return OptionalInt.of(rateHz(bytes, at));
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isFrame(byte[] bytes, int at, int rateHz) {
        return lengthBytes(bytes, at) > 0 && rateHz(bytes, at) == rateHz;
    }

    /** Behind the titles and pictures at the beginning (ID3v2, whose length has seven bits per byte). */
    private static int afterTag(byte[] bytes) {
        if (bytes.length < 10 || bytes[0] != 'I' || bytes[1] != 'D' || bytes[2] != '3') {
            return 0;
        }
        return 10 + ((bytes[6] & 127) << 21 | (bytes[7] & 127) << 14 | (bytes[8] & 127) << 7 | (bytes[9] & 127));
    }

    /** Length of the layer III frame at an index, or 0 if there is none. */
    private static int lengthBytes(byte[] bytes, int at) {
        if (at + HEAD_BYTES > bytes.length || bytes[at] != (byte) 0xFF || (bytes[at + 1] & 0xE6) != 0xE2) {
            return 0;
        }
        boolean first = version(bytes, at) == 3;
        int kbits = (first ? KBITS_1 : KBITS_2)[bytes[at + 2] >> 4 & 15];
        int rateHz = rateHz(bytes, at);
        if (version(bytes, at) == 1 || kbits == 0 || rateHz == 0) {
            return 0;
        }
        return (first ? 144_000 : 72_000) * kbits / rateHz + (bytes[at + 2] >> 1 & 1);
    }

    private static int rateHz(byte[] bytes, int at) {
        int halvings = version(bytes, at) == 3 ? 0 : version(bytes, at) == 2 ? 1 : 2;
        return RATES[bytes[at + 2] >> 2 & 3] >> halvings;
    }

    /** 3 for MPEG-1, 2 for MPEG-2, 0 for MPEG-2.5; 1 is none. */
    private static int version(byte[] bytes, int at) {
        return bytes[at + 1] >> 3 & 3;
    }
}
