package io.github.telnyxstream.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** What the ITU-T software tools computed, from the test resources. */
public final class GoldenData {
    private GoldenData() {}

    public static byte[] bytes(String name) {
        try (InputStream in = GoldenData.class.getResourceAsStream("/golden/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public static short[] samples(String name) {
        byte[] bytes = bytes(name);
        short[] samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    /** Every 16-bit sample, from the most negative one up. */
    public static short[] everySample() {
        short[] samples = new short[65536];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (i - 32768);
        }
        return samples;
    }

    /** Every byte, from 0 up. */
    public static byte[] everyByte() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
