package io.github.telnyxstream.codec.ffmpeg;

/**
 * The head of an MP3 frame (ISO/IEC 11172-3 section 2.4.1.3, ISO/IEC 13818-3): how long it is and what is in it. Frames of
 * "free" bit rate are not understood.
 *
 * @param lengthBytes bytes, the head included
 * @param sampleRateHz rate of the audio
 */
record Mp3Frame(int lengthBytes, int sampleRateHz) {
    static final int HEAD_BYTES = 4;
    static final int MAX_SAMPLES = 1152;

    private static final Mp3Frame NONE = new Mp3Frame(0, 0);
    private static final int[] KBITS_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    private static final int[] KBITS_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    private static final int[] RATES_1 = {44100, 48000, 32000, 0};

    /** The frame whose head is at an index, or one of no length if there is none or it does not end in the range. */
    static Mp3Frame at(byte[] bytes, int index, int end) {
        if (index + HEAD_BYTES > end || bytes[index] != (byte) 0xFF || (bytes[index + 1] & 0xE6) != 0xE2) {
            return NONE;
        }
        int version = bytes[index + 1] >> 3 & 3;
        int kbits = (version == 3 ? KBITS_1 : KBITS_2)[bytes[index + 2] >> 4 & 15];
        int rate = RATES_1[bytes[index + 2] >> 2 & 3] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        if (version == 1 || kbits == 0 || rate == 0) {
            return NONE;
        }
        int padding = bytes[index + 2] >> 1 & 1;
        int length = (version == 3 ? 144 : 72) * kbits * 1000 / rate + padding;
        return index + length > end ? NONE : new Mp3Frame(length, rate);
    }

    /**
     * The index of a file's first frame: after an ID3 tag, at a head that another one or the end follows, as audio and
     * pictures are full of bytes that look like a head.
     *
     * @return {@code end} if there is none
     */
    static int first(byte[] bytes, int offset, int end) {
        for (int at = afterTag(bytes, offset, end); at < end; at++) {
            if (at(bytes, at, end).begins(bytes, at, end)) {
                return at;
            }
        }
        return end;
    }

    /** Whether audio begins with this frame: another one of its rate follows, a tag, or the end. */
    boolean begins(byte[] bytes, int index, int end) {
        int next = index + lengthBytes;
        boolean isLast = next == end || is(bytes, next, end, "TAG") || is(bytes, next, end, "ID3");
        return !isNone() && (isLast || at(bytes, next, end).sampleRateHz == sampleRateHz);
    }

    /** An ID3v2 tag has a head of ten bytes, the last four of them its length in seven bits each. */
    static int afterTag(byte[] bytes, int offset, int end) {
        if (end - offset < 10 || !is(bytes, offset, end, "ID3")) {
            return offset;
        }
        int length = 10;
        for (int i = 6; i < 10; i++) {
            length += (bytes[offset + i] & 0x7F) << (7 * (9 - i));
        }
        return length > end - offset ? offset : offset + length;
    }

    boolean isNone() {
        return lengthBytes == 0;
    }

    /** Whether the frame holds an encoder's notes ("Xing", "Info") in place of audio. */
    boolean isNotes(byte[] bytes, int index) {
        int version = bytes[index + 1] >> 3 & 3;
        boolean mono = (bytes[index + 3] >> 6 & 3) == 3;
        int sideInformation = version == 3 ? (mono ? 17 : 32) : (mono ? 9 : 17);
        int tag = index + HEAD_BYTES + sideInformation;
        int end = index + lengthBytes;
        return is(bytes, tag, end, "Xing") || is(bytes, tag, end, "Info");
    }

    private static boolean is(byte[] bytes, int index, int end, String tag) {
        boolean equal = index + tag.length() <= end;
        for (int i = 0; equal && i < tag.length(); i++) {
            equal = bytes[index + i] == tag.charAt(i);
        }
        return equal;
    }
}
