package io.github.telnyxstream.codec.wav;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WavReaderTest {
    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;

    private static byte[] chunk(String name, byte[] content) {
        return chunk(name, content, content.length);
    }

    private static byte[] chunk(String name, byte[] content, long size) {
        ByteBuffer out = ByteBuffer.allocate(8 + content.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(name.getBytes(StandardCharsets.US_ASCII)).putInt((int) size).put(content);
        return out.array();
    }

    private static byte[] format(int tag, int channels, int rateHz, int bits) {
        int frame = channels * bits / 8;
        ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) tag).putShort((short) channels).putInt(rateHz).putInt(rateHz * frame);
        return out.putShort((short) frame).putShort((short) bits).array();
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }

    private static byte[] riff(byte[]... chunks) {
        byte[] body = join(chunks);
        return join(chunk("RIFF", new byte[0], body.length + 4L), "WAVE".getBytes(StandardCharsets.US_ASCII), body);
    }

    private static byte[] wav(int tag, int channels, int bits, byte[] audio) {
        return riff(chunk("fmt ", format(tag, channels, 8000, bits)), chunk("data", audio));
    }

    private static short[] read(byte[] file) throws IOException {
        return readInto(WavReader.open(new ByteArrayInputStream(file)), new short[10_000]);
    }

    private static short[] readInto(WavReader reader, short[] samples) throws IOException {
        int count = reader.read(samples, 0, samples.length);
        return Arrays.copyOf(samples, Math.max(0, count));
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    }

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

    /** A format whose kind is the first number of a sub-format, KSDATAFORMAT_SUBTYPE_… */
    private static byte[] extensible(int subFormat, int channels, int rateHz, int bits) {
        byte[] extension = bytes(24)
                .putShort((short) 22)
                .putShort((short) bits)
                .putInt((1 << channels) - 1)
                .putShort((short) subFormat)
                .array();
        return join(format(EXTENSIBLE, channels, rateHz, bits), extension);
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

    @ParameterizedTest
    @CsvSource({
        "rf64-trailing-list, 8, 1000",
        "rifx, 8, 1000",
        "pcm8-blockalign0, 8, 0",
        "pcm16-blockalign1, 8, 1000",
        "ulaw-bits16, 16, 0",
        "rate11000, 800, 1000"
    })
    void readsFilesOfRealLife(String name, int samples, short first) throws IOException {
        try (InputStream in = WavReaderTest.class.getResourceAsStream("/wav/" + name + ".wav");
                WavReader reader = WavReader.open(in)) {
            assertThat(reader.lengthFrames()).isEqualTo(samples);
            assertThat(readInto(reader, new short[10_000])).hasSize(samples).startsWith(first);
        }
    }

    /** The length of the audio is in the chunk of long sizes, of both kinds of long file. */
    @ParameterizedTest
    @ValueSource(strings = {"RF64", "BW64"})
    void endsLongFilesWhereTheirAudioEnds(String kind) throws IOException {
        byte[] audio = {1, 0, 2, 0};
        byte[] format = chunk("fmt ", format(PCM, 1, 8000, 16));
        byte[] trailer = chunk("LIST", new byte[16]);
        byte[] known = bytes(28).putLong(200).putLong(4).putLong(2).array();

        assertThat(read(longFile(kind, chunk("ds64", known), format, chunk("data", audio, 0xFFFF_FFFFL), trailer)))
                .containsExactly((short) 1, (short) 2);
        assertThat(read(longFile(kind, chunk("ds64", known), format, chunk("data", audio, 2), trailer)))
                .as("a size that fits is in its place")
                .containsExactly((short) 1);
        for (byte[] unknown : List.of(new byte[28], bytes(28).putLong(8, -1).array())) {
            WavReader open = WavReader.open(new ByteArrayInputStream(
                    longFile(kind, chunk("ds64", unknown), format, chunk("data", audio, 0xFFFF_FFFFL))));
            assertThat(open.lengthFrames()).isEqualTo(-1);
            assertThat(readInto(open, new short[9])).containsExactly((short) 1, (short) 2);
        }
    }

    private static byte[] longFile(String kind, byte[]... chunks) {
        byte[] file = riff(chunks);
        System.arraycopy(kind.getBytes(StandardCharsets.US_ASCII), 0, file, 0, 4);
        return ByteBuffer.wrap(file).putInt(4, -1).array();
    }

    @Test
    void readsBigEndianFilesOfEveryWidth() throws IOException {
        assertThat(read(rifx(PCM, 8, new byte[] {0, (byte) 0x80}))).containsExactly((short) -32768, (short) 0);
        assertThat(read(rifx(PCM, 16, new byte[] {1, 2, (byte) 0x80, 0}))).containsExactly((short) 258, (short) -32768);
        assertThat(read(rifx(PCM, 24, new byte[] {0, 1, 0x7F, 0, 1, (byte) 0x80, -1, -1, -1})))
                .containsExactly((short) 1, (short) 2, (short) 0);
        assertThat(read(rifx(PCM, 32, new byte[] {0, 1, (byte) 0x80, 0}))).containsExactly((short) 2);
        assertThat(read(rifx(FLOAT, 32, ByteBuffer.allocate(4).putFloat(-0.5f).array())))
                .containsExactly((short) -16384);
        assertThat(read(rifx(FLOAT, 64, ByteBuffer.allocate(8).putDouble(0.25).array())))
                .containsExactly((short) 8192);
        assertThat(read(rifx(7, 8, new byte[] {(byte) 0x80}))).containsExactly((short) 32124);
        assertThat(WavReader.open(new ByteArrayInputStream(rifx(PCM, 16, new byte[2])))
                        .byteOrder())
                .isEqualTo(ByteOrder.BIG_ENDIAN);
        assertThat(WavReader.open(new ByteArrayInputStream(wav(PCM, 1, 16, new byte[2])))
                        .byteOrder())
                .isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] rifx(int tag, int bits, byte[] audio) {
        ByteBuffer out = ByteBuffer.allocate(44 + audio.length);
        out.put("RIFX".getBytes(StandardCharsets.US_ASCII)).putInt(36 + audio.length);
        out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) tag);
        out.putShort((short) 1).putInt(8000).putInt(1000 * bits).putShort((short) (bits / 8));
        out.putShort((short) bits).put("data".getBytes(StandardCharsets.US_ASCII));
        return out.putInt(audio.length).put(audio).array();
    }

    /** Each number of the format in turn is wrong or missing, and follows from the others. */
    @Test
    void believesAFieldOfTheFormatOnlyWhereAnotherBearsItOut() throws IOException {
        byte[] audio = {1, 0, 2, 0};
        short[] samples = {1, 2};
        for (int wrong : new int[] {0, 1, 3, 7, 0xFFFF}) {
            assertThat(read(with(12, wrong, audio)))
                    .as("bytes of an instant %s", wrong)
                    .isEqualTo(samples);
            assertThat(read(with(8, wrong, audio)))
                    .as("bytes of a second %s", wrong)
                    .isEqualTo(samples);
        }
        assertThat(read(with(14, 0, audio))).as("no bits").isEqualTo(samples);
        assertThat(read(with(14, 12, audio))).as("12 bits in two bytes").isEqualTo(samples);
        assertThat(read(with(2, 0, audio))).as("no channels").isEqualTo(samples);
        WavReader noRate = WavReader.open(new ByteArrayInputStream(with(4, 0, audio)));
        assertThat(noRate.sampleRateHz()).isEqualTo(8000);
        byte[] withoutBits = Arrays.copyOf(format(PCM, 1, 8000, 16), 14);
        assertThat(read(riff(chunk("fmt ", withoutBits), chunk("data", audio)))).isEqualTo(samples);
    }

    private static byte[] with(int field, int value, byte[] audio) {
        byte[] format = format(PCM, 1, 8000, 16);
        ByteBuffer.wrap(format).order(ByteOrder.LITTLE_ENDIAN).putShort(field, (short) value);
        return riff(chunk("fmt ", format), chunk("data", audio));
    }

    @Test
    void readsSamplesInBoxesThatAreWiderThanTheyAre() throws IOException {
        byte[] format = format(PCM, 1, 8000, 32);
        format[14] = 24;
        byte[] audio = bytes(4).putInt(0x0102_0000).array();

        assertThat(read(riff(chunk("fmt ", format), chunk("data", audio)))).containsExactly((short) 0x0102);
    }

    @Test
    void findsTheAudioBehindAnOddChunkThatWasNotPadded() throws IOException {
        byte[] format = chunk("fmt ", format(PCM, 1, 8000, 16));
        byte[] audio = chunk("data", new byte[] {5, 0});

        assertThat(read(riff(format, chunk("LIST", new byte[3]), audio))).containsExactly((short) 5);
        assertThat(read(riff(chunk("JUNK", new byte[5]), format, audio))).containsExactly((short) 5);
    }

    @ParameterizedTest
    @CsvSource({
        "0x02, Microsoft ADPCM",
        "0x11, IMA ADPCM",
        "0x31, GSM 6.10",
        "0x55, MP3",
        "0x50, MPEG audio",
        "0x65, G.722",
        "0x45, G.726",
        "0xFF, AAC"
    })
    void namesWhatItCannotReadAndTheCommandThatConvertsIt(String tag, String name) {
        assertThatWav(wav(Integer.decode(tag), 1, 4, new byte[2]))
                .hasMessageContaining(name)
                .hasMessageContaining("ffmpeg -i in.wav -c:a pcm_s16le out.wav");
    }

    @Test
    void goesOnWithTheNextInstantWhenHalfOfOneWasRead() throws IOException {
        short[] audio = new short[2 * 1500];
        for (int i = 0; i < audio.length; i++) {
            audio[i] = (short) (i / 2);
        }
        ByteBuffer file = bytes(2 * audio.length);
        file.asShortBuffer().put(audio);
        WavReader reader = WavReader.open(new ByteArrayInputStream(wav(PCM, 2, 16, file.array())));
        short[] mono = new short[3000];

        assertThat(reader.read(mono, 0, 1)).isEqualTo(1);
        assertThat(reader.readMono(mono, 0, 1)).isEqualTo(1);
        assertThat(mono[0]).isEqualTo((short) 1);
        assertThat(reader.read(mono, 0, 2 * 1022 - 1)).isEqualTo(2 * 1022 - 1);
        assertThat(reader.readMono(mono, 0, 3000)).isEqualTo(1500 - 1024);
        assertThat(mono[0]).isEqualTo((short) 1024);
        assertThat(reader.readMono(mono, 0, 1)).isEqualTo(-1);
    }

    /** As with a pipe: whoever asks it for more than is there waits for ever. */
    @Test
    void waitsForNoMoreThanWasAskedFor() throws IOException {
        byte[] start = wav(PCM, 2, 16, new byte[0]);
        ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).putInt(start.length - 4, -1);
        ByteBuffer sent = bytes(1 << 16).put(start);
        Pipe pipe = new Pipe(sent);
        WavReader reader = WavReader.open(pipe);
        short[] pcm = new short[200];

        pipe.add(new byte[4 * 20]);
        assertThat(reader.read(pcm, 0, 40)).isEqualTo(40);
        pipe.add(new byte[4 * 20 + 3]);
        assertThat(reader.readMono(pcm, 0, 20)).isEqualTo(20);
        pipe.add(new byte[1 + 4 * 50]);
        assertThat(reader.read(pcm, 0, 1)).isEqualTo(1);
        assertThat(reader.readMono(pcm, 0, 50)).isEqualTo(50);
    }

    private static final class Pipe extends InputStream {
        private final ByteBuffer sent;
        private int read;

        Pipe(ByteBuffer sent) {
            this.sent = sent;
        }

        void add(byte[] bytes) {
            sent.put(bytes);
        }

        @Override
        public int read() {
            assertThat(read).as("would wait for ever").isLessThan(sent.position());
            return sent.get(read++) & 0xFF;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int count = Math.min(length, sent.position() - read);
            assertThat(count > 0 || length == 0).as("would wait for ever").isTrue();
            sent.get(read, to, offset, count);
            read += count;
            return count;
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
