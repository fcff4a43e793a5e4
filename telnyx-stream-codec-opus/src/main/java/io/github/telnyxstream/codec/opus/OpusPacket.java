package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.CodecException;

/** Reads from a packet's first bytes how long its audio is (RFC 6716, section 3.1 and 3.2). */
final class OpusPacket {
    private static final int MAX_MILLIS = 120;

    /** Frame durations in 1/400 s, by the lower two bits of the configuration number. */
    private static final int[] SILK = {4, 8, 16, 24};

    private static final int[] HYBRID = {4, 8, 4, 8};
    private static final int[] CELT = {1, 2, 4, 8};

    private OpusPacket() {}

    static int maxSamples(int sampleRateHz) {
        return sampleRateHz / 1000 * MAX_MILLIS;
    }

    /**
     * Samples of a packet of at least one byte.
     *
     * @throws CodecException if the packet claims a length that no packet may have
     */
    static int samples(byte[] bytes, int offset, int lengthBytes, int sampleRateHz) {
        int configuration = (bytes[offset] & 0xFF) >> 3;
        int[] durations = configuration < 12 ? SILK : configuration < 16 ? HYBRID : CELT;
        int frames = frames(bytes, offset, lengthBytes);
        int samples = frames * durations[configuration & 3] * sampleRateHz / 400;
        if (frames == 0 || samples > maxSamples(sampleRateHz)) {
            throw new CodecException("an Opus packet says it holds " + frames + " frames, " + samples + " samples");
        }
        return samples;
    }

    private static int frames(byte[] bytes, int offset, int lengthBytes) {
        return switch (bytes[offset] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> lengthBytes < 2 ? 0 : bytes[offset + 1] & 0x3F;
        };
    }
}
