package io.github.telnyxstream.benchmarks;

/** G.711 as textbooks have it: a search through the segments for every sample. */
final class Textbook {
    private static final int[] MU_LAW_ENDS = {0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF, 0x1FFF};
    private static final int[] A_LAW_ENDS = {0x1F, 0x3F, 0x7F, 0xFF, 0x1FF, 0x3FF, 0x7FF, 0xFFF};

    private Textbook() {}

    static void encodeMuLaw(short[] pcm, byte[] bytes) {
        for (int i = 0; i < pcm.length; i++) {
            bytes[i] = encodeMuLaw(pcm[i]);
        }
    }

    private static byte encodeMuLaw(int sample) {
        int mask = sample < 0 ? 0x7F : 0xFF;
        int magnitude = Math.min(((sample < 0 ? ~sample : sample) >> 2) + 33, 0x1FFF);
        int segment = segment(magnitude, MU_LAW_ENDS);
        return (byte) ((segment << 4 | (magnitude >> (segment + 1) & 0xF)) ^ mask);
    }

    static void encodeALaw(short[] pcm, byte[] bytes) {
        for (int i = 0; i < pcm.length; i++) {
            bytes[i] = encodeALaw(pcm[i]);
        }
    }

    private static byte encodeALaw(int sample) {
        int mask = sample < 0 ? 0x55 : 0xD5;
        int magnitude = (sample < 0 ? ~sample : sample) >> 3;
        int segment = segment(magnitude, A_LAW_ENDS);
        return (byte) ((segment << 4 | (magnitude >> Math.max(1, segment) & 0xF)) ^ mask);
    }

    private static int segment(int magnitude, int[] ends) {
        int segment = 0;
        while (magnitude > ends[segment]) {
            segment++;
        }
        return segment;
    }

    static void decodeMuLaw(byte[] bytes, short[] pcm) {
        for (int i = 0; i < bytes.length; i++) {
            int code = ~bytes[i];
            int magnitude = ((((code & 0xF) << 3) + 132) << ((code >> 4) & 7)) - 132;
            pcm[i] = (short) ((code & 0x80) != 0 ? -magnitude : magnitude);
        }
    }
}
