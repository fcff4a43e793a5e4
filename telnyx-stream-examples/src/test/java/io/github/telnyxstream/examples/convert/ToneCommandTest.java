package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.codec.dsp.DtmfDetector;
import io.github.telnyxstream.codec.dsp.Levels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToneCommandTest {
    @TempDir
    Path folder;

    private Path out(String name) {
        return folder.resolve(name);
    }

    private void assertUsage(Run run, String reason) {
        assertThat(run.err()).contains(reason);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void makesASecondOfOneKilohertzAtMinusTwelveDbovUnlessAsked() throws IOException {
        Run run = Run.tone(out("tone.ulaw"));

        assertThat(run.exitCode()).isZero();
        short[] pcm = TestAudio.decoded(MediaFormat.PCMU, Files.readAllBytes(out("tone.ulaw")));
        assertThat(pcm).hasSize(8000);
        assertThat(Levels.dbov(pcm, 800, 6400)).isCloseTo(-12, within(0.1));
        assertThat(upwardCrossings(pcm)).isBetween(998, 1000);
    }

    private static int upwardCrossings(short[] pcm) {
        int crossings = 0;
        for (int i = 1; i < pcm.length; i++) {
            crossings += pcm[i - 1] < 0 && pcm[i] >= 0 ? 1 : 0;
        }
        return crossings;
    }

    @Test
    void makesTheToneAskedForAtTheRateOfTheEncoding() throws IOException {
        Run run =
                Run.tone(out("tone.wav"), "--frequency", 440, "--duration", "2.5s", "--level", -20, "--to-rate", 48000);

        assertThat(run.exitCode()).as(run.err()).isZero();
        short[] pcm = TestAudio.samples(out("tone.wav"));
        assertThat(pcm).hasSize(120_000);
        assertThat(Levels.dbov(pcm, 4800, 110_400)).isCloseTo(-20, within(0.05));
        assertThat(upwardCrossings(pcm)).isBetween(1098, 1100);
        assertThat(Run.tone(out("tone.g722")).exitCode()).isZero();
        assertThat(Files.size(out("tone.g722"))).isEqualTo(8000);
    }

    @Test
    void makesATonePlayersCanPlay() throws IOException {
        assertThat(Run.tone(out("tone.opus")).exitCode()).isZero();
        assertThat(Run.convert(out("tone.opus"), out("tone.wav")).exitCode()).isZero();

        short[] pcm = TestAudio.samples(out("tone.wav"));
        assertThat(pcm).hasSize(8000);
        assertThat(Levels.dbov(pcm, 800, 6400)).isCloseTo(-12, within(1.0));
        assertThat(upwardCrossings(pcm)).isBetween(990, 1005);
    }

    @Test
    void fadesInAndOutWithoutAGapBetweenChunks() throws IOException {
        Run.tone(out("tone.wav"), "--duration", "3s", "--level", -6);

        short[] pcm = TestAudio.samples(out("tone.wav"));
        double steepest = 32768 * Math.pow(10, (-6 + 3.01) / 20) * 2 * Math.PI * 1000 / 8000;
        for (int i = 1; i < pcm.length; i++) {
            assertThat(Math.abs(pcm[i] - pcm[i - 1])).isLessThan((int) steepest + 2);
        }
        assertThat(Levels.peak(pcm, 0, 8)).isLessThan(3000);
        assertThat(Levels.peak(pcm, pcm.length - 8, 8)).isLessThan(3000);
    }

    @Test
    void pressesKeysThatTheDetectorHears() throws IOException {
        Run run = Run.tone(out("keys.ulaw"), "--dtmf", "159#d", "--duration", "60ms");

        assertThat(run.exitCode()).as(run.err()).isZero();
        short[] pcm = TestAudio.decoded(MediaFormat.PCMU, Files.readAllBytes(out("keys.ulaw")));
        assertThat(pcm).hasSize(5 * 160 * 8);
        assertThat(DtmfDetector.of(8000).offer(pcm, 0, pcm.length)).isEqualTo("159#D");
        assertThat(Levels.dbov(pcm, 0, 480)).isCloseTo(-12, within(0.3));
    }

    @Test
    void refusesWhatCannotBe() {
        assertUsage(Run.tone(out("t.wav"), "--frequency", 4000), "--frequency is 4000.0, must be between 0 and 4000");
        assertUsage(Run.tone(out("t.wav"), "--frequency", "NaN"), "--frequency is NaN, must be between");
        assertUsage(Run.tone(out("t.wav"), "--level", -2), "--level is -2.0, must be -90 to -3");
        assertUsage(Run.tone(out("t.wav"), "--dtmf", "1", "--level", -5), "--level is -5.0, must be -90 to -6");
        assertUsage(Run.tone(out("t.wav"), "--dtmf", "12X"), "--dtmf takes the keys");
        assertUsage(Run.tone(out("t.wav"), "--dtmf", "1", "--frequency", 500), "exclude each other");
        assertUsage(Run.tone(out("t.wav"), "--duration", "0s"), "--duration is 1ms to 60m");
        assertUsage(Run.tone(out("t.wav"), "--duration", "2h"), "not a duration such as");
        assertUsage(Run.tone(out("t.wav"), "--to-rate", 96001, "--dtmf", "1"), "8000 to 48000 Hz");
        assertUsage(Run.tone(out("t.opus"), "--to-rate", 11025), "11025 Hz is not a rate of OPUS");
        assertUsage(Run.tone(out("t")), "add --to");
    }
}
