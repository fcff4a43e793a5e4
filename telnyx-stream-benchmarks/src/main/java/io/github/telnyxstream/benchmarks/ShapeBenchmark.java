package io.github.telnyxstream.benchmarks;

import io.github.telnyxstream.codec.AudioCodec;
import io.github.telnyxstream.codec.MediaFormat;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The ways to write G.711 in Java that were tried; {@link DecodeBenchmark} and {@link EncodeBenchmark} have
 * those that were chosen. */
@State(Scope.Thread)
public class ShapeBenchmark {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final short[] SHORTS = new short[256];
    private static final char[] CHARS = new char[256];
    private static final byte[] CODES = new byte[65536];

    static {
        AudioCodec codec = AudioCodec.of(MediaFormat.PCMU);
        byte[] every = new byte[256];
        for (int i = 0; i < 256; i++) {
            every[i] = (byte) i;
        }
        codec.decode(every, 0, 256, SHORTS, 0);
        for (int i = 0; i < 256; i++) {
            CHARS[i] = (char) SHORTS[i];
        }
        short[] samples = new short[65536];
        for (int i = 0; i < 65536; i++) {
            samples[i] = (short) i;
        }
        codec.encode(samples, 0, 65536, CODES, 0);
    }

    private final short[] tableInField = SHORTS.clone();

    @Benchmark
    public Object decodeStaticTable(Frames frames) {
        byte[] bytes = frames.nextMuLaw();
        short[] pcm = frames.pcmOut;
        for (int i = 0; i < 160; i++) {
            pcm[i] = SHORTS[bytes[i] & 0xFF];
        }
        return pcm;
    }

    @Benchmark
    public Object decodeTableInField(Frames frames) {
        byte[] bytes = frames.nextMuLaw();
        short[] pcm = frames.pcmOut;
        for (int i = 0; i < 160; i++) {
            pcm[i] = tableInField[bytes[i] & 0xFF];
        }
        return pcm;
    }

    /** Reads cannot alias writes when the types differ. */
    @Benchmark
    public Object decodeCharTable(Frames frames) {
        byte[] bytes = frames.nextMuLaw();
        short[] pcm = frames.pcmOut;
        for (int i = 0; i < 160; i++) {
            pcm[i] = (short) CHARS[bytes[i] & 0xFF];
        }
        return pcm;
    }

    @Benchmark
    public Object decodeEightBytesAtOnce(Frames frames) {
        byte[] bytes = frames.nextMuLaw();
        short[] pcm = frames.pcmOut;
        for (int i = 0; i < 160; i += 8) {
            long codes = (long) LONGS.get(bytes, i);
            pcm[i] = SHORTS[(int) codes & 0xFF];
            pcm[i + 1] = SHORTS[(int) (codes >>> 8) & 0xFF];
            pcm[i + 2] = SHORTS[(int) (codes >>> 16) & 0xFF];
            pcm[i + 3] = SHORTS[(int) (codes >>> 24) & 0xFF];
            pcm[i + 4] = SHORTS[(int) (codes >>> 32) & 0xFF];
            pcm[i + 5] = SHORTS[(int) (codes >>> 40) & 0xFF];
            pcm[i + 6] = SHORTS[(int) (codes >>> 48) & 0xFF];
            pcm[i + 7] = SHORTS[(int) (codes >>> 56) & 0xFF];
        }
        return pcm;
    }

    @Benchmark
    public Object decodeArithmetic(Frames frames) {
        Textbook.decodeMuLaw(frames.nextMuLaw(), frames.pcmOut);
        return frames.pcmOut;
    }

    @Benchmark
    public Object encodeStaticTable(Frames frames) {
        short[] pcm = frames.nextPcm();
        byte[] bytes = frames.bytesOut;
        for (int i = 0; i < 160; i++) {
            bytes[i] = CODES[pcm[i] & 0xFFFF];
        }
        return bytes;
    }

    @Benchmark
    public Object encodeEightBytesAtOnce(Frames frames) {
        short[] pcm = frames.nextPcm();
        byte[] bytes = frames.bytesOut;
        for (int i = 0; i < 160; i += 8) {
            long low = code(pcm[i]) | code(pcm[i + 1]) << 8 | code(pcm[i + 2]) << 16 | code(pcm[i + 3]) << 24;
            long high = code(pcm[i + 4]) | code(pcm[i + 5]) << 8 | code(pcm[i + 6]) << 16 | code(pcm[i + 7]) << 24;
            LONGS.set(bytes, i, low | high << 32);
        }
        return bytes;
    }

    private static long code(short sample) {
        return CODES[sample & 0xFFFF] & 0xFFL;
    }

    @Benchmark
    public Object encodeLeadingZeros(Frames frames) {
        short[] pcm = frames.nextPcm();
        byte[] bytes = frames.bytesOut;
        for (int i = 0; i < 160; i++) {
            int sign = pcm[i] >> 31;
            int magnitude = Math.min(((pcm[i] ^ sign) >> 2) + 33, 0x1FFF);
            int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
            int code = segment << 4 | (magnitude >> (segment + 1) & 0xF);
            bytes[i] = (byte) (~code & (0xFF + (sign & -0x80)));
        }
        return bytes;
    }
}
