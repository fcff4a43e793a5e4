package io.github.telnyxstream.codec.wav;

import static io.github.telnyxstream.codec.wav.WavBytes.EXTENSIBLE;
import static io.github.telnyxstream.codec.wav.WavBytes.FLOAT;
import static io.github.telnyxstream.codec.wav.WavBytes.PCM;
import static io.github.telnyxstream.codec.wav.WavBytes.bytes;
import static io.github.telnyxstream.codec.wav.WavBytes.chunk;
import static io.github.telnyxstream.codec.wav.WavBytes.extensible;
import static io.github.telnyxstream.codec.wav.WavBytes.format;
import static io.github.telnyxstream.codec.wav.WavBytes.join;
import static io.github.telnyxstream.codec.wav.WavBytes.read;
import static io.github.telnyxstream.codec.wav.WavBytes.readInto;
import static io.github.telnyxstream.codec.wav.WavBytes.riff;
import static io.github.telnyxstream.codec.wav.WavBytes.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.codec.dsp.Allocations;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavReaderTest {
    @Test
    void readsEightBits() throws IOException {
        assertThat(read(wav(PCM, 1, 8, new byte[] {0, (byte) 0x80, (byte) 0xFF})))
                .containsExactly((short) -32768, (short) 0, (short) 32512);
    }

    @Test
    void readsSixteenBits() throws IOException {
        assertThat(read(wav(PCM, 1, 16, new byte[] {1, 0, 0, (byte) 0x80}))).containsExactly((short) 1, (short) -32768);
    }

    @Test
    void roundsTwentyFourBits() throws IOException {
        byte[] audio = {0x7F, 0x01, 0, (byte) 0x80, 0x01, 0, 0, 0, (byte) 0x80, -1, -1, 0x7F};
        assertThat(read(wav(PCM, 1, 24, audio))).containsExactly((short) 1, (short) 2, (short) -32768, (short) 32767);
    }

    @Test
    void roundsThirtyTwoBits() throws IOException {
        byte[] audio = bytes(12)
                .putInt(0x0001_8000)
                .putInt(Integer.MIN_VALUE)
                .putInt(Integer.MAX_VALUE)
                .array();
        assertThat(read(wav(PCM, 1, 32, audio))).containsExactly((short) 2, (short) -32768, (short) 32767);
    }

    @Test
    void readsFloatingPointAndClipsIt() throws IOException {
        byte[] audio = bytes(20)
                .putFloat(0.5f)
                .putFloat(-1f)
                .putFloat(3e38f)
                .putFloat(Float.NEGATIVE_INFINITY)
                .putFloat(Float.NaN)
                .array();
        assertThat(read(wav(FLOAT, 1, 32, audio)))
                .containsExactly((short) 16384, (short) -32768, (short) 32767, (short) -32768, (short) 0);
        assertThat(read(wav(FLOAT, 1, 64, bytes(8).putDouble(-0.25).array()))).containsExactly((short) -8192);
    }

    @Test
    void readsBothLaws() throws IOException {
        assertThat(read(wav(7, 1, 8, new byte[] {(byte) 0xFF, (byte) 0x80}))).containsExactly((short) 0, (short) 32124);
        assertThat(read(wav(6, 1, 8, new byte[] {(byte) 0xD5, (byte) 0xAA}))).containsExactly((short) 8, (short) 32256);
    }

    @Test
    void readsExtensibleHeaders() throws IOException {
        WavReader reader = WavReader.open(new ByteArrayInputStream(
                riff(chunk("fmt ", extensible(PCM, 2, 48000, 16)), chunk("data", new byte[] {1, 0, 2, 0}))));

        assertThat(reader.encoding()).isEqualTo(WavEncoding.PCM_16);
        assertThat(reader.channels()).isEqualTo(2);
        assertThat(reader.sampleRateHz()).isEqualTo(48000);
        assertThat(reader.lengthFrames()).isEqualTo(1);
        assertThat(readInto(reader, new short[9])).containsExactly((short) 1, (short) 2);
    }

    @Test
    void readsTheOtherEncodingsBehindExtensibleHeaders() throws IOException {
        byte[] floats = bytes(8).putFloat(0.5f).putFloat(-1f).array();
        byte[] doubles = bytes(8).putDouble(-0.25).array();

        assertThat(readExtensible(FLOAT, 32, floats)).containsExactly((short) 16384, (short) -32768);
        assertThat(readExtensible(FLOAT, 64, doubles)).containsExactly((short) -8192);
        assertThat(readExtensible(7, 8, new byte[] {(byte) 0xFF, (byte) 0x80}))
                .containsExactly((short) 0, (short) 32124);
        assertThat(readExtensible(6, 8, new byte[] {(byte) 0xD5, (byte) 0xAA}))
                .containsExactly((short) 8, (short) 32256);
        assertThat(readExtensible(PCM, 24, new byte[] {0x7F, 0x01, 0})).containsExactly((short) 1);
        assertThatThrownBy(() -> readExtensible(0x55, 16, new byte[2]))
                .isInstanceOf(WavException.class)
                .hasMessageContaining("format 85");
    }

    private static short[] readExtensible(int subFormat, int bits, byte[] audio) throws IOException {
        return read(riff(chunk("fmt ", extensible(subFormat, 1, 8000, bits)), chunk("data", audio)));
    }

    @Test
    void averagesChannelsToMono() throws IOException {
        byte[] audio = bytes(12)
                .putShort((short) 100)
                .putShort((short) 201)
                .putShort(Short.MIN_VALUE)
                .putShort(Short.MIN_VALUE)
                .putShort((short) -1)
                .putShort((short) 0)
                .array();
        WavReader reader = WavReader.open(new ByteArrayInputStream(wav(PCM, 2, 16, audio)));
        short[] mono = new short[5];

        assertThat(reader.readMono(mono, 1, 4)).isEqualTo(3);
        assertThat(mono).containsExactly((short) 0, (short) 150, Short.MIN_VALUE, (short) -1, (short) 0);
        assertThat(reader.readMono(mono, 0, 5)).isEqualTo(-1);
        assertThat(reader.readMono(mono, 0, 0)).isZero();
    }

    @Test
    void skipsChunksItDoesNotKnow() throws IOException {
        byte[] file = riff(
                chunk("JUNK", new byte[28]),
                chunk("fmt ", format(PCM, 1, 8000, 16)),
                join(chunk("LIST", new byte[3]), new byte[1]),
                chunk("data", new byte[] {5, 0}),
                chunk("id3 ", new byte[100]));

        assertThat(read(file)).containsExactly((short) 5);
    }

    @Test
    void readsToTheEndWhenTheLengthIsNotKnown() throws IOException {
        byte[] format = chunk("fmt ", format(PCM, 1, 8000, 16));
        byte[] audio = {1, 0, 2, 0, 3, 0};
        for (long size : new long[] {0, 0xFFFF_FFFFL}) {
            byte[] file = riff(format, chunk("data", audio, size));
            ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, (int) size);
            WavReader reader = WavReader.open(new ByteArrayInputStream(file));

            assertThat(reader.lengthFrames()).isEqualTo(-1);
            assertThat(readInto(reader, new short[9])).containsExactly((short) 1, (short) 2, (short) 3);
        }
    }

    @Test
    void takesNoAudioForNoneWhenOtherChunksFollow() throws IOException {
        byte[] file =
                riff(chunk("fmt ", format(PCM, 1, 8000, 16)), chunk("data", new byte[0]), chunk("LIST", new byte[10]));

        assertThat(read(file)).isEmpty();
    }

    @Test
    void givesTheWholeFramesOfATruncatedFile() throws IOException {
        byte[] file =
                riff(chunk("fmt ", format(PCM, 2, 8000, 16)), chunk("data", new byte[] {1, 0, 2, 0, 3, 0}, 4_000_000));

        assertThat(read(file)).containsExactly((short) 1, (short) 2);
    }

    @Test
    void readsPieceByPieceFromAStreamThatDripsBytes() throws IOException {
        byte[] audio = new byte[40_000];
        new Random(1).nextBytes(audio);
        InputStream drip = new FilterInputStream(new ByteArrayInputStream(wav(PCM, 1, 16, audio))) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return super.read(to, offset, Math.min(length, 3));
            }
        };
        short[] samples = new short[20_000];
        ByteBuffer.wrap(audio).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        try (WavReader reader = WavReader.open(drip)) {
            short[] piece = new short[333];
            for (int next = 0; next < samples.length; ) {
                int count = reader.read(piece, 0, piece.length);
                assertThat(Arrays.copyOf(piece, count)).isEqualTo(Arrays.copyOfRange(samples, next, next + count));
                next += count;
            }
            assertThat(reader.read(piece, 0, 1)).isEqualTo(-1);
        }
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        byte[] good = wav(PCM, 1, 16, new byte[2]);
        byte[] avi = good.clone();
        avi[8] = 'A';
        assertThatWav(new byte[0]).hasMessageContaining("ends before its audio");
        assertThatWav(Arrays.copyOf(good, 30)).hasMessageContaining("ends before its audio");
        assertThatWav(new byte[100]).hasMessageContaining("RIFF");
        assertThatWav(avi).hasMessageContaining("another kind");
        assertThatWav(riff(chunk("data", new byte[2]))).hasMessageContaining("no format");
        assertThatWav(riff(chunk("fmt ", new byte[8]))).hasMessageContaining("format of 8 bytes");
        assertThatWav(wav(PCM, 0, 16, new byte[2])).hasMessageContaining("0 channels");
        assertThatWav(wav(PCM, 9, 16, new byte[2])).hasMessageContaining("9 channels");
        assertThatWav(wav(PCM, 1, 40, new byte[5])).hasMessageContaining("40-bit samples of PCM");
        assertThatWav(wav(FLOAT, 1, 16, new byte[2])).hasMessageContaining("16-bit samples of floating point");
        assertThatWav(wav(0x1234, 1, 16, new byte[2])).hasMessageContaining("not known (format 4660)");
        assertThatWav(wav(EXTENSIBLE, 1, 16, new byte[2])).hasMessageContaining("extensible");
        assertThatWav(riff(chunk("fmt ", format(PCM, 1, 0, 16)), chunk("data", new byte[2])))
                .hasMessageContaining("0 samples per second");
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertThatWav(byte[] file) {
        return assertThatThrownBy(() -> read(file)).isInstanceOf(WavException.class);
    }

    @Test
    void doesNotFollowASizeThatLiesThroughAnEndlessStream() {
        byte[] start = riff(chunk("LIST", new byte[4], 0xFFFF_FFFFL));
        InputStream endless = new InputStream() {
            private int next;

            @Override
            public int read() {
                return next < start.length ? start[next++] & 0xFF : 0;
            }
        };

        assertThatThrownBy(() -> WavReader.open(endless))
                .isInstanceOf(WavException.class)
                .hasMessageContaining("before its audio");
    }

    /** What a few bytes cost must not depend on what they claim. */
    @Test
    void allocatesForTheBytesThatAreThereAndNotForThoseThatAHeaderClaims() {
        byte[] format = chunk("fmt ", format(PCM, 1, 8000, 16));
        byte[] honest = riff(format, chunk("data", new byte[6], 6));
        List<byte[]> lies = List.of(
                riff(format, chunk("data", new byte[6], 0xFFFF_FFFEL)),
                riff(format, chunk("data", new byte[6], 0x7FFF_FFFFL)),
                riff(chunk("LIST", new byte[6], 0xFFFF_FFF0L)),
                riff(chunk("LIST", new byte[6], 64L << 20)),
                riff(chunk("fmt ", new byte[16], 0xFFFF_FFF0L)),
                riff(chunk("fmt ", new byte[16], 60L << 20)));
        short[] samples = new short[100];
        long fair = Allocations.bytesOf(() -> readAll(honest, samples));

        assertThat(lies)
                .allSatisfy(lie -> assertThat(Allocations.bytesOf(() -> readAll(lie, samples)))
                        .isLessThan(fair + 50_000));
    }

    private static void readAll(byte[] file, short[] samples) {
        try (WavReader reader = WavReader.open(new ByteArrayInputStream(file))) {
            int read = 0;
            while (read >= 0) {
                read = reader.read(samples, 0, samples.length);
            }
        } catch (WavException clear) {
            assertThat(clear).hasMessageContaining("before its audio");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Test
    void closesAFileThatItCannotRead(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("no.wav"), new byte[50]);

        assertThatThrownBy(() -> WavReader.open(file)).isInstanceOf(WavException.class);
        Files.delete(file);

        assertThatThrownBy(() -> WavReader.open(file)).isInstanceOf(IOException.class);
    }
}
