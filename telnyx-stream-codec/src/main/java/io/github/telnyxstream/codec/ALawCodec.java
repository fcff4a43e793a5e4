package io.github.telnyxstream.codec;

import java.util.Objects;

/** G.711 A-law, bit-exact with the ITU-T software tools (G.191); the same shape as {@link MuLawCodec}. */
final class ALawCodec implements AudioCodec {
    /** G.711 inverts every other bit, so that silence keeps a line's clock recovery busy. */
    private static final int EVEN_BITS = 0x55;

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

    /** G.711 table 1: the two lowest segments share one step size, each further one doubles it. */
    private static short expand(int code) {
        int plain = code ^ EVEN_BITS;
        int segment = (plain >> 4) & 7;
        int steps = (plain & 0xF) + (segment > 0 ? 16 : 0);
        int magnitude = ((steps << 4) + 8) << Math.max(segment - 1, 0);
        return (short) ((code & 0x80) != 0 ? magnitude : -magnitude);
    }

    /** Negative samples are mirrored by one's complement: a sample on a decision value goes to the smaller magnitude. */
    private static byte compress(int sample) {
        int magnitude = (sample < 0 ? ~sample : sample) >> 4;
        int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
        int step = (magnitude >> Math.max(segment - 1, 0)) & 0xF;
        return (byte) (((segment << 4) | step | (sample < 0 ? 0 : 0x80)) ^ EVEN_BITS);
    }

    static short decoded(int code) {
        return (short) DECODED[code & 0xFF];
    }

    static byte encoded(int sample) {
        return ENCODED[sample & 0xFFFF];
    }

    @Override
    public MediaFormat format() {
        return MediaFormat.PCMA;
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
