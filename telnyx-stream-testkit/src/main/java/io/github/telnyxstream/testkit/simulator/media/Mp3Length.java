package io.github.telnyxstream.testkit.simulator.media;

/** How long an MP3 file plays, from its frame headers (ISO/IEC 11172-3 section 2.4.1.3, 13818-3 for the low rates). */
public final class Mp3Length {
    private static final int[] KBITS_MPEG1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0};
    private static final int[] KBITS_MPEG2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0};
    private static final int[] RATES_MPEG1 = {44100, 48000, 32000, 0};
    private static final int HEADER_BYTES = 4;

    private Mp3Length() {}

    /**
     * Adds up its frames.
     *
     * @param file a whole MP3 file
     * @return seconds, 0 when there is no frame of layer III
     */
    public static double seconds(byte[] file) {
        double seconds = 0;
        int at = afterTag(file);
        while (at + HEADER_BYTES <= file.length) {
            int header = (file[at] & 0xFF) << 24
                    | (file[at + 1] & 0xFF) << 16
                    | (file[at + 2] & 0xFF) << 8
                    | (file[at + 3] & 0xFF);
            int version = header >> 19 & 3;
            boolean mpeg1 = version == 3;
            int kbits = (mpeg1 ? KBITS_MPEG1 : KBITS_MPEG2)[header >> 12 & 15];
            int rate = RATES_MPEG1[header >> 10 & 3] >> (mpeg1 ? 0 : version == 2 ? 1 : 2);
            boolean layer3 = header >>> 21 == 0x7FF && version != 1 && (header >> 17 & 3) == 1;
            if (!layer3 || kbits == 0 || rate == 0) {
                at++;
                continue;
            }
            seconds += (mpeg1 ? 1152.0 : 576.0) / rate;
            at += (mpeg1 ? 144_000 : 72_000) * kbits / rate + (header >> 9 & 1);
        }
        return seconds;
    }

    private static int afterTag(byte[] file) {
        if (file.length < 10 || file[0] != 'I' || file[1] != 'D' || file[2] != '3') {
            return 0;
        }
        return 10 + ((file[6] & 0x7F) << 21 | (file[7] & 0x7F) << 14 | (file[8] & 0x7F) << 7 | (file[9] & 0x7F));
    }
}
