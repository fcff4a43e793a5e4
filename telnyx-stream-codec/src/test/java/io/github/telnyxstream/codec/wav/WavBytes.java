package io.github.telnyxstream.codec.wav;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** WAV files for the tests, chunk by chunk. */
final class WavBytes {
    static final int PCM = 1;
    static final int FLOAT = 3;
    static final int EXTENSIBLE = 0xFFFE;

    private WavBytes() {}

    static byte[] chunk(String name, byte[] content) {
        return chunk(name, content, content.length);
    }

    static byte[] chunk(String name, byte[] content, long size) {
        ByteBuffer out = ByteBuffer.allocate(8 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(name.getBytes(StandardCharsets.US_ASCII)).putInt((int) size).put(content);
        return out.array();
    }

    static byte[] format(int tag, int channels, int rateHz, int bits) {
        int frame = channels * bits / 8;
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) tag).putShort((short) channels).putInt(rateHz).putInt(rateHz * frame);
        return out.putShort((short) frame).putShort((short) bits).array();
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }

    static byte[] riff(byte[]... chunks) {
        byte[] body = join(chunks);
        return join(chunk("RIFF", new byte[0], body.length + 4L), "WAVE".getBytes(StandardCharsets.US_ASCII), body);
    }

    static byte[] wav(int tag, int channels, int bits, byte[] audio) {
        return riff(chunk("fmt ", format(tag, channels, 8000, bits)), chunk("data", audio));
    }

    static short[] read(byte[] file) throws IOException {
        return readInto(WavReader.open(new ByteArrayInputStream(file)), new short[10_000]);
    }

    static short[] readInto(WavReader reader, short[] samples) throws IOException {
        int count = reader.read(samples, 0, samples.length);
        return Arrays.copyOf(samples, Math.max(0, count));
    }

    static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A format whose kind is the first number of a sub-format, KSDATAFORMAT_SUBTYPE_… */
    static byte[] extensible(int subFormat, int channels, int rateHz, int bits) {
        byte[] extension = bytes(24)
                .putShort((short) 22)
                .putShort((short) bits)
                .putInt((1 << channels) - 1)
                .putShort((short) subFormat)
                .array();
        return join(format(EXTENSIBLE, channels, rateHz, bits), extension);
    }
}
