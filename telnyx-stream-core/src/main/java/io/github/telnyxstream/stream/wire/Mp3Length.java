package io.github.telnyxstream.stream.wire;

import org.jspecify.annotations.Nullable;

/**
 * How long an MP3 file plays, told by the headers of its frames (ISO/IEC 11172-3, 2.4.1.3 and 13818-3, 2.4.2.3; MPEG 2.5 as
 * everybody writes it). Immutable.
 *
 * @param sampleRateHz rate of the first frame
 * @param nanos how long all frames play
 */
public record Mp3Length(int sampleRateHz, long nanos) {
    private static final int[] KBITS_MPEG_1 = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBITS_MPEG_2 = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES_MPEG_1 = {44_100, 48_000, 32_000};
    private static final int HEADER_BYTES = 4;
    private static final int ID3_HEADER_BYTES = 10;

    private record Frame(int sampleRateHz, int samples, int lengthBytes) {}

    /**
     * Reads the headers of a file.
     *
     * @param file a whole MP3 file, with or without tags
     * @return its length
     * @throws IllegalArgumentException if there is no frame in it
     */
    public static Mp3Length of(byte[] file) {
        long nanos = 0;
        int rateHz = 0;
        int at = id3Bytes(file);
        while (at + HEADER_BYTES <= file.length) {
            Frame frame = frame(file, at);
            if (frame == null) {
                at++;
                continue;
            }
            rateHz = rateHz == 0 ? frame.sampleRateHz : rateHz;
            nanos += 1_000_000_000L * frame.samples / frame.sampleRateHz;
            at += frame.lengthBytes;
        }
        if (rateHz == 0) {
            throw new IllegalArgumentException("there is no frame of MPEG audio layer III in these bytes");
        }
        return new Mp3Length(rateHz, nanos);
    }

    /** The tag in front of the audio (ID3v2, 3.1): its size has seven bits a byte. */
    private static int id3Bytes(byte[] file) {
        if (file.length < ID3_HEADER_BYTES || file[0] != 'I' || file[1] != 'D' || file[2] != '3') {
            return 0;
        }
        return ID3_HEADER_BYTES
                + (file[6] & 0x7F) * 0x200000
                + (file[7] & 0x7F) * 0x4000
                + (file[8] & 0x7F) * 0x80
                + (file[9] & 0x7F);
    }

    private static @Nullable Frame frame(byte[] file, int at) {
        int second = file[at + 1] & 0xFF;
        int third = file[at + 2] & 0xFF;
        int version = second >> 3 & 3;
        boolean isLayer3 =
                (file[at] & 0xFF) == 0xFF && (second & 0xE0) == 0xE0 && (second >> 1 & 3) == 1 && version != 1;
        int bitRate = third >> 4;
        int rate = third >> 2 & 3;
        if (!isLayer3 || bitRate == 0 || bitRate == 15 || rate == 3) {
            return null;
        }
        boolean isMpeg1 = version == 3;
        int rateHz = RATES_MPEG_1[rate] >> (isMpeg1 ? 0 : version == 2 ? 1 : 2);
        int samples = isMpeg1 ? 1152 : 576;
        int bitsPerSecond = 1000 * (isMpeg1 ? KBITS_MPEG_1 : KBITS_MPEG_2)[bitRate];
        int length = samples / 8 * bitsPerSecond / rateHz + (third >> 1 & 1);
        return at + length > file.length ? null : new Frame(rateHz, samples, length);
    }
}
