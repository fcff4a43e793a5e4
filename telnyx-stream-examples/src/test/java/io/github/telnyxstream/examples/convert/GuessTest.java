package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.codec.MediaFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read from names and headers, and what overrules it. */
class GuessTest {
    private static final short[] VOICE = TestAudio.voice(8000, 1);

    @TempDir
    Path folder;

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path wav() {
        return folder.resolve("out.wav");
    }

    @Test
    void theNameTellsTheEncodingInAnyCase() throws IOException {
        byte[] alaw = TestAudio.encoded(MediaFormat.PCMA, VOICE);

        Run run = Run.convert(file("DUMP.ALAW", alaw), wav());

        assertThat(run.exitCode()).isZero();
        assertThat(TestAudio.samples(wav())).isEqualTo(TestAudio.decoded(MediaFormat.PCMA, alaw));
    }

    @Test
    void anOptionWinsOverTheName() throws IOException {
        byte[] alaw = TestAudio.encoded(MediaFormat.PCMA, VOICE);

        Run run = Run.convert(file("dump.ulaw", alaw), wav(), "--from", "pcma");

        assertThat(run.exitCode()).isZero();
        assertThat(TestAudio.samples(wav())).isEqualTo(TestAudio.decoded(MediaFormat.PCMA, alaw));
    }

    @Test
    void anOptionWinsOverTheNameOfTheOutput() throws IOException {
        Path in = TestAudio.wav(folder.resolve("in.wav"), 8000, 1, VOICE);
        Path out = folder.resolve("out.ulaw");

        Run run = Run.convert(in, out, "--to", "L16");

        assertThat(run.exitCode()).isZero();
        assertThat(out).hasBinaryContent(TestAudio.encoded(MediaFormat.l16(8000), VOICE));
    }

    @Test
    void aWavFileIsKnownByItsFirstBytesAndThenNoted() throws IOException {
        Path in = TestAudio.wav(folder.resolve("dump.ulaw"), 8000, 1, VOICE);

        Run run = Run.convert(in, wav());

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("is WAV in spite of its name").hasLineCount(1);
        assertThat(TestAudio.samples(wav())).isEqualTo(VOICE);
    }

    @Test
    void anOptionWinsOverTheHeaderOfAWavFile() throws IOException {
        byte[] alaw = TestAudio.encoded(MediaFormat.PCMA, VOICE);
        Path honest = folder.resolve("honest.wav");
        Run.convert(file("a.alaw", alaw), honest, "--to", "PCMA");
        byte[] lying = Files.readAllBytes(honest);
        lying[20] = 7; // says µ-law

        Run run = Run.convert(file("lying.wav", lying), wav(), "--from", "PCMA");

        assertThat(run.exitCode()).isZero();
        assertThat(TestAudio.samples(wav())).isEqualTo(TestAudio.decoded(MediaFormat.PCMA, alaw));
    }

    @Test
    void theRateOptionWinsOverTheHeaderOfAWavFile() throws IOException {
        Path in = TestAudio.wav(folder.resolve("in.wav"), 16000, 1, VOICE);

        Run run = Run.convert(in, wav(), "--rate", 8000);

        assertThat(run.exitCode()).isZero();
        assertThat(TestAudio.rateHz(wav())).isEqualTo(8000);
        assertThat(TestAudio.samples(wav())).isEqualTo(VOICE);
    }

    @Test
    void theByteOrderOptionReadsAWavFileTheOtherWayRound() throws IOException {
        short[] swapped = TestAudio.decoded(TestAudio.BIG, TestAudio.encoded(MediaFormat.l16(8000), VOICE));
        Path in = TestAudio.wav(folder.resolve("in.wav"), 8000, 1, swapped);

        Run run = Run.convert(in, wav(), "--from", "L16", "--byte-order", "big");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(TestAudio.samples(wav())).isEqualTo(VOICE);
    }

    @Test
    void aWrongByteOrderIsNotedWhenItIsHeard() throws IOException {
        byte[] big = TestAudio.encoded(TestAudio.BIG, TestAudio.voice(16000, 2));

        Run run = Run.convert(file("dump.l16", big), wav(), "--rate", 16000);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("try --byte-order big").hasLineCount(1);
    }

    @Test
    void theSummaryTellsRateLengthAndLevel() throws IOException {
        Path in = TestAudio.wav(folder.resolve("in.wav"), 8000, 1, new short[8000]);
        Path out = folder.resolve("out.g722");

        assertThat(Run.convert(in, out).out())
                .isEqualToNormalizingNewlines(
                        in + ": WAV with L16, 8000 Hz, 1.00 s, -127.0 dBov\n" + out + ": G722, 16000 Hz, 1.00 s\n");
    }
}
