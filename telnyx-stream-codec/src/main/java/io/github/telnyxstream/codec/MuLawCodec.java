package io.github.telnyxstream.codec;

import java.util.Objects;

/**
 * G.711 µ-law, bit-exact with the ITU-T software tools (G.191). One table per direction: see {@code docs/performance.md}
 * for the shapes that were tried and why this one won.
 */
final class MuLawCodec implements AudioCodec {
    private static final int BIAS = 33;

    /**
     * Samples by code. Static and final, so that the compiler knows the length and drops the range check; characters,
     * because a table of samples might be the very array that is written to, and then no read may move before a write.
     */
    private static final char[] DECODED = new char[256];

    /** Codes by sample, taken as an unsigned number. */
    private static final byte[] ENCODED = new byte[65536];

    static {
        for (int code = 0; code < DECODED.length; code++) {
            DECODED[code] = (char) expand(code);
        }
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            ENCODED[sample & 0xFFFF] = compress(sample);
        }
    }

    /** G.711 table 2: eight segments of sixteen steps; a decoded value lies in the middle of its interval. */
    private static short expand(int code) {
        int inverted = ~code;
        int segment = (inverted >> 4) & 7;
        int step = 8 << segment;
        int magnitude = (0x80 << segment) + step * (inverted & 0xF) + step / 2 - 4 * BIAS;
        return (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
    }

    /** Negative samples are mirrored by one's complement: a sample on a decision value goes to the smaller magnitude. */
    private static byte compress(int sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 2;
        int biased = Math.min(magnitude + BIAS, 0x1FFF);
        int segment = 26 - Integer.numberOfLeadingZeros(biased);
        int code = (segment << 4) | ((biased >> (segment + 1)) & 0xF);
        return (byte) (~code & (sample < 0 ? 0x7F : 0xFF));
    }

    static short decoded(int code) {
        return (short) DECODED[code & 0xFF];
    }

    static byte encoded(int sample) {
        return ENCODED[sample & 0xFFFF];
    }

    @Override
    public MediaFormat format() {
        return MediaFormat.PCMU;
    }

    @Override
    public int encode(short[] pcm, int pcmOffset, int lengthSamples, byte[] bytes, int bytesOffset) {
        Objects.checkFromIndexSize(pcmOffset, lengthSamples, pcm.length);
        Objects.checkFromIndexSize(bytesOffset, lengthSamples, bytes.length);
        for (int i = 0; i < lengthSamples; i++) {
            bytes[bytesOffset + i] = ENCODED[pcm[pcmOffset + i] & 0xFFFF];
        }
        return lengthSamples;
    }

    @Override
    public int decode(byte[] bytes, int bytesOffset, int lengthBytes, short[] pcm, int pcmOffset) {
        Objects.checkFromIndexSize(bytesOffset, lengthBytes, bytes.length);
        Objects.checkFromIndexSize(pcmOffset, lengthBytes, pcm.length);
        for (int i = 0; i < lengthBytes; i++) {
            pcm[pcmOffset + i] = (short) DECODED[bytes[bytesOffset + i] & 0xFF];
        }
        return lengthBytes;
    }

    @Override
    public int maxEncodedBytes(int lengthSamples) {
        return lengthSamples;
    }

    @Override
    public int maxDecodedSamples(int lengthBytes) {
        return lengthBytes;
    }

    @Override
    public void reset() {
        // a code depends on its sample alone: there is no state
    }
}
