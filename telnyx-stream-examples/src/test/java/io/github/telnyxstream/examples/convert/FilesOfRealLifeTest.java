package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as other programs write them. */
class FilesOfRealLifeTest {
    @TempDir
    Path folder;

    private Path realLife(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = FilesOfRealLifeTest.class.getResourceAsStream("/convert/" + name)) {
            Files.copy(in, file);
        }
        return file;
    }

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path out() {
        return folder.resolve("out.wav");
    }

    @ParameterizedTest
    @CsvSource({
        "rf64-trailing-list.wav, 8",
        "rifx.wav, 8",
        "pcm8-blockalign0.wav, 8",
        "pcm16-blockalign1.wav, 8",
        "ulaw-bits16.wav, 16"
    })
    void aWavFileGivesItsSamplesAndNothingElse(String name, int samples) throws IOException {
        Run run = Run.convert(realLife(name), out());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(TestAudio.samples(out())).hasSize(samples);
    }

    @Test
    void bothLinksOfAChainedOpusFileAreHeard() throws IOException {
        Run run = Run.convert(realLife("chained.opus"), out(), "--rate", 48000);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("0.40 s");
        short[] both = TestAudio.samples(out());
        assertThat(both).hasSize(2 * 9600);
        short[] first = Arrays.copyOf(both, 9600);
        short[] second = Arrays.copyOfRange(both, 9600, 19200);
        assertThat(second).as("decoded afresh").isEqualTo(first);
    }

    @Test
    void anyRateIsConverted() throws IOException {
        Path ulaw = folder.resolve("out.ulaw");
        Run run = Run.convert(realLife("rate11000.wav"), ulaw);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(Files.size(ulaw)).as("0.073 s").isEqualTo(582);
        short[] heard = TestAudio.decoded(MediaFormat.PCMU, Files.readAllBytes(ulaw));
        assertThat(heard[290]).isBetween((short) 980, (short) 1020);
        for (int rateHz : new int[] {4000, 12345, 191_999}) {
            assertThat(Run.convert(ulaw, out(), "--to-rate", rateHz).exitCode()).isZero();
            assertThat(TestAudio.samples(out())).hasSize((int) Math.ceil(582.0 * rateHz / 8000));
        }
    }

    @ParameterizedTest
    @CsvSource({"2, Microsoft ADPCM", "17, IMA ADPCM", "49, GSM 6.10", "85, MP3"})
    void aWavFileWithCompressedAudioIsNamedWithTheCommandThatConvertsIt(int tag, String name) throws IOException {
        byte[] wav = Files.readAllBytes(TestAudio.wav(folder.resolve("a.wav"), 8000, 1, new short[800]));
        wav[20] = (byte) tag;
        wav[34] = 4;
        Path in = file("compressed.wav", wav);

        for (Object[] arguments : new Object[][] {{in, out()}, {in, out(), "--from", "PCMU"}}) {
            Run run = Run.convert(arguments);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("compressed.wav: WAV file holds " + name, "ffmpeg -i")
                    .doesNotContain("--from")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a.wav, fLaC, FLAC",
        "a.ulaw, FORM, AIFF",
        "a.au, .snd, Sun audio",
        "a.caf, caff, Core Audio",
        "a.w64, riff, Wave64",
        "a.amr, '#!AMR\n', narrowband AMR",
        "a.mp3, '....ftypM4A ', MPEG-4 audio"
    })
    void aFileOfAnotherKindIsNamedAndNotReadAsPayloads(String file, String start, String name) throws IOException {
        byte[] bytes = new byte[1000];
        byte[] magic = start.replace("\\n", "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, bytes, 0, magic.length);

        Run run = Run.convert(file(file, bytes), out());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(" is a " + name + " file", "ffmpeg -i " + file)
                .doesNotContain("--from");
    }

    @Test
    void anMp3FileThatCallsItselfWavIsRecognised() throws IOException {
        byte[] frames = new byte[3 * 417];
        for (int i = 0; i < 3; i++) {
            frames[i * 417] = -1;
            frames[i * 417 + 1] = (byte) 0xFB;
            frames[i * 417 + 2] = (byte) 0x90;
        }

        assertThat(Run.convert(file("song.wav", frames), out()).err()).contains("add --from MP3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RIFX", "RF64", "BW64"})
    void everyKindOfWavIsKnownByItsFirstBytes(String kind) throws IOException {
        byte[] start = (kind + "....WAVE").getBytes(StandardCharsets.US_ASCII);

        assertThat(FileKind.ofContent(start).orElseThrow().isWav()).isTrue();
    }

    @Test
    void theByteOrderOfARifxFileIsKeptWhenItIsReadAsPayloads() throws IOException {
        Run run = Run.convert(realLife("rifx.wav"), out(), "--from", "L16");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(TestAudio.samples(out())).containsOnly((short) 1000).hasSize(8);
        assertThat(ByteBuffer.wrap(Files.readAllBytes(out()))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getShort(44))
                .isEqualTo((short) 1000);
    }
}
