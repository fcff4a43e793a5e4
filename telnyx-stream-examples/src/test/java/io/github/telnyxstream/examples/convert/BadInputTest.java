package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not what they should be, and command lines that ask for what cannot be. */
class BadInputTest {
    private static final short[] VOICE = TestAudio.voice(8000, 1);
    private static final int USAGE = 2;
    private static final int CONTENT = 1;

    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path voice() throws IOException {
        return TestAudio.wav(folder.resolve("voice.wav"), 8000, 1, VOICE);
    }

    private Path out() {
        return folder.resolve("out.wav");
    }

    private void assertRefused(Run run, int exitCode, String reason) throws IOException {
        assertThat(run.err()).contains(reason).hasLineCount(1);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .allSatisfy(
                            file -> assertThat(file.getFileName().toString()).doesNotEndWith(".part"));
        }
        assertThat(out()).doesNotExist();
    }

    @Test
    void aTruncatedWavFileGivesTheSamplesThatAreThereAndANote() throws IOException {
        byte[] whole = Files.readAllBytes(voice());

        Run run = Run.convert(file("cut.wav", Arrays.copyOf(whole, 44 + 2001)), out());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("promises 8000 samples, 1000 are there").hasLineCount(1);
        assertThat(TestAudio.samples(out())).isEqualTo(Arrays.copyOf(VOICE, 1000));
    }

    @Test
    void aWavFileThatPromisesGigabytesGivesTheSamplesThatAreThere() throws IOException {
        byte[] lying = Files.readAllBytes(voice());
        lying[43] = 0x7F;

        Run run = Run.convert(file("lying.wav", lying), out());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("8000 are there");
        assertThat(TestAudio.samples(out())).isEqualTo(VOICE);
    }

    @Test
    void aWavFileOfUnknownLengthIsReadToItsEnd() throws IOException {
        byte[] streamed = Files.readAllBytes(voice());
        Arrays.fill(streamed, 4, 8, (byte) 0xFF);
        Arrays.fill(streamed, 40, 44, (byte) 0xFF);

        Run run = Run.convert(file("streamed.wav", streamed), out());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(TestAudio.samples(out())).isEqualTo(VOICE);
    }

    @Test
    void aWavHeaderThatMakesNoSenseIsRefused() throws IOException {
        byte[] lying = Files.readAllBytes(voice());
        lying[22] = 77;

        assertRefused(Run.convert(file("lying.wav", lying), out()), CONTENT, "77 channels");
    }

    @Test
    void aWavFileWithoutRiffIsRefusedWithAWayOut() throws IOException {
        byte[] raw = TestAudio.encoded(MediaFormat.PCMU, VOICE);
        Path in = file("raw.wav", raw);

        assertRefused(Run.convert(in, out()), CONTENT, "say which with --from");
        assertThat(Run.convert(in, out(), "--from", "PCMU").exitCode()).isZero();
    }

    @Test
    void anOddByteOfL16IsLeftOutAndNoted() throws IOException {
        Run run = Run.convert(file("odd.l16", new byte[16001]), out(), "--rate", 8000);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("odd number of bytes").hasLineCount(1);
        assertThat(TestAudio.samples(out())).hasSize(8000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e.ulaw", "e.alaw", "e.g722", "e.l16"})
    void noAudioAtAllIsRefused(String name) throws IOException {
        Object[] rate = name.equals("e.l16") ? new Object[] {"--rate", 8000} : new Object[0];
        Object[] arguments =
                Stream.concat(Stream.of(file(name), out()), Stream.of(rate)).toArray();

        assertRefused(Run.convert(arguments), CONTENT, "there is no audio");
    }

    @Test
    void stereoIsMixedOrOneChannelTaken() throws IOException {
        short[] left = {1000, 2000, 3000};
        short[] right = {-500, 0, 1000};
        Path in = TestAudio.wav(folder.resolve("stereo.wav"), 8000, 2, new short[] {
            left[0], right[0], left[1], right[1], left[2], right[2]
        });

        Run mixed = Run.convert(in, out());
        assertThat(mixed.out()).contains("mean of 2 channels");
        assertThat(TestAudio.samples(out())).containsExactly(250, 1000, 2000);
        assertThat(Run.convert(in, out(), "--channel", 1).exitCode()).isZero();
        assertThat(TestAudio.samples(out())).isEqualTo(left);
        assertThat(Run.convert(in, out(), "--channel", 2).exitCode()).isZero();
        assertThat(TestAudio.samples(out())).isEqualTo(right);
    }

    @Test
    void aChannelThatIsNotThereIsRefused() throws IOException {
        assertRefused(Run.convert(voice(), out(), "--channel", 2), USAGE, "--channel 2 of a WAV file that has 1");
        assertRefused(Run.convert(voice(), out(), "--channel", 0), USAGE, "--channel counts from 1");
        assertRefused(Run.convert(file("a.ulaw", new byte[9]), out(), "--channel", 1), USAGE, "for WAV files");
    }

    @Test
    void packetsWithoutBoundariesAreRefused() throws IOException {
        Path bare = file("a.opus", new byte[99]);
        assertRefused(
                Run.convert(bare, out()), CONTENT, "a.opus is no Ogg file, and bare OPUS packets have no boundaries");
        assertRefused(Run.convert(file("a.bin", new byte[99]), out(), "--from", "AMR-WB"), CONTENT, "no AMR-WB file");
        assertRefused(Run.convert(voice(), out(), "--to", "OPUS"), USAGE, "a WAV file can hold");
    }

    @Test
    void damagedFilesOfPacketsAreRefused() throws IOException {
        Path opus = folder.resolve("a.opus");
        assertThat(Run.convert(voice(), opus).exitCode()).isZero();
        byte[] damaged = Files.readAllBytes(opus);
        damaged[damaged.length - 100] ^= 1;

        assertRefused(Run.convert(file("b.opus", damaged), out()), CONTENT, "the Ogg file is damaged");
        byte[] vorbis = "OggS but of something else than Opus and long enough".getBytes(StandardCharsets.US_ASCII);
        assertRefused(Run.convert(file("a.ogg", vorbis), out()), CONTENT, "not an Ogg file, or a damaged one");
    }

    @Test
    void rawL16WithoutItsRateIsRefused() throws IOException {
        assertRefused(Run.convert(file("a.l16", new byte[99]), out()), USAGE, "add --rate");
    }

    @Test
    void ratesThatAnEncodingCannotHaveAreRefused() throws IOException {
        Path g722 = file("a.g722", new byte[99]);
        assertRefused(Run.convert(g722, out(), "--rate", 8000), USAGE, "always 16000 Hz audio");
        assertRefused(Run.convert(voice(), out(), "--to", "PCMU", "--to-rate", 16000), USAGE, "always 8000 Hz");
        assertRefused(Run.convert(voice(), out(), "--to-rate", 0), USAGE, "a rate of 0 Hz");
        assertRefused(Run.convert(voice(), out(), "--rate", -1), USAGE, "a rate of -1 Hz");
        assertRefused(Run.convert(voice(), out(), "--to-rate", 3000), CONTENT, "no conversion from 8000 to 3000");
    }

    @Test
    void namesThatTellNothingAreRefused() throws IOException {
        assertRefused(Run.convert(file("dump", new byte[9]), out()), USAGE, "add --from with PCMU");
        assertRefused(Run.convert(voice(), folder.resolve("out.xyz")), USAGE, "add --to with PCMU");
        assertRefused(Run.convert(voice(), out(), "--from", "GSM"), USAGE, "there is no encoding GSM");
        assertRefused(Run.convert(voice(), out(), "--to", "G722"), USAGE, "a WAV file can hold");
        Path l16 = file("a.l16", new byte[9]);
        assertRefused(Run.convert(l16, out(), "--rate", 8000, "--byte-order", "middle"), USAGE, "little or big");
        assertRefused(Run.convert(voice(), out(), "--byte-order", "big"), USAGE, "add --from L16");
        assertRefused(Run.convert(voice(), out(), "--to-byte-order", "big"), USAGE, "for bare L16");
    }

    @Test
    void filesThatAreNotThereAreNamed() throws IOException {
        Path missing = folder.resolve("missing.wav");
        assertRefused(Run.convert(missing, out()), CONTENT, "there is no file or folder " + missing);
        assertRefused(Run.convert(folder, out()), USAGE, "is a folder");
        Path device = Path.of("/dev/null");
        assertRefused(Run.convert(device, out(), "--from", "PCMU"), USAGE, device + " is not a regular file");
        Path inNoFolder = folder.resolve("none").resolve("out.wav");
        assertRefused(
                Run.convert(voice(), inNoFolder), CONTENT, "there is no file or folder " + inNoFolder.getParent());
        Path inFile = voice().resolve("out.wav");
        assertRefused(Run.convert(voice(), inFile), CONTENT, inFile + ": voice.wav is not a folder");
    }

    @Test
    void argumentsThatPicocliRefusesAreUsageToo() throws IOException {
        assertThat(Run.convert().exitCode()).isEqualTo(USAGE);
        assertThat(Run.convert(voice()).exitCode()).isEqualTo(USAGE);
        assertThat(Run.convert(voice(), out(), "--rate", "fast").exitCode()).isEqualTo(USAGE);
        assertThat(Run.convert(voice(), out(), "--bogus").exitCode()).isEqualTo(USAGE);
        assertThat(Run.convert("--help").exitCode()).isZero();
        assertThat(Run.convert("--help").out())
                .endsWith("convert dump.bin heard.wav --from PCMU" + System.lineSeparator());
        assertThat(Run.tone("--help").out()).endsWith("tone keys.ulaw --dtmf 42#" + System.lineSeparator());
    }
}
