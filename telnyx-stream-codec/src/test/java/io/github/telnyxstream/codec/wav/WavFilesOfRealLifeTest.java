package io.github.telnyxstream.codec.wav;

import static io.github.telnyxstream.codec.wav.WavBytes.FLOAT;
import static io.github.telnyxstream.codec.wav.WavBytes.PCM;
import static io.github.telnyxstream.codec.wav.WavBytes.bytes;
import static io.github.telnyxstream.codec.wav.WavBytes.chunk;
import static io.github.telnyxstream.codec.wav.WavBytes.format;
import static io.github.telnyxstream.codec.wav.WavBytes.read;
import static io.github.telnyxstream.codec.wav.WavBytes.readInto;
import static io.github.telnyxstream.codec.wav.WavBytes.riff;
import static io.github.telnyxstream.codec.wav.WavBytes.wav;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs write them, and streams as they come. */
class WavFilesOfRealLifeTest {
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
        try (InputStream in = WavFilesOfRealLifeTest.class.getResourceAsStream("/wav/" + name + ".wav");
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
        assertThatThrownBy(() -> read(wav(Integer.decode(tag), 1, 4, new byte[2])))
                .isInstanceOf(WavException.class)
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
}
