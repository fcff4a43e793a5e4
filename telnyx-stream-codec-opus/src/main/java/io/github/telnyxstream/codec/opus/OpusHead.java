package io.github.telnyxstream.codec.opus;

import io.github.telnyxstream.codec.CodecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The first packet of Opus in an Ogg file (RFC 7845 section 5.1). Immutable.
 *
 * @param channels 1 or 2
 * @param preSkipSamples what to leave out at the beginning, at 48 kHz
 * @param sampleRateHz of what was encoded, or 0 if that is not known
 * @param gain what the audio is to be amplified by, in 1/256 dB
 */
record OpusHead(int channels, int preSkipSamples, int sampleRateHz, int gain) {
    private static final byte[] MAGIC = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 19;

    static boolean isOne(byte[] packet) {
        return packet.length >= MAGIC.length
                && ByteBuffer.wrap(packet, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    /**
     * Reads it.
     *
     * @throws CodecException if it is cut off, or the file holds more than mono or stereo
     */
    static OpusHead of(byte[] packet) {
        if (packet.length < BYTES) {
            throw new CodecException("the Ogg file's Opus header is of " + packet.length + " bytes, not " + BYTES);
        }
        ByteBuffer in = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int channels = in.get(9) & 0xFF;
        if ((in.get(8) & 0xF0) != 0 || in.get(18) != 0 || channels < 1 || channels > 2) {
            throw new CodecException("the Ogg file holds Opus of version " + in.get(8) + ", channel mapping "
                    + in.get(18) + ", " + channels + " channels; mono and stereo can be read");
        }
        long rateHz = in.getInt(12) & 0xFFFF_FFFFL;
        int plausibleHz = rateHz <= 768_000 ? (int) rateHz : 0;
        return new OpusHead(channels, in.getShort(10) & 0xFFFF, plausibleHz, in.getShort(16));
    }

    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put((byte) 1).put((byte) channels).putShort((short) preSkipSamples);
        return out.putInt(sampleRateHz).putShort((short) gain).put((byte) 0).array();
    }
}
