package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.testkit.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs make of the files that convert writes, and the other way round; skipped where they are missing. */
class ExternalConvertIT {
    private static final short[] VOICE = TestAudio.voice(16000, 3);

    @TempDir
    Path folder;

    private static void assumeInstalled(String program) {
        boolean installed = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
        assumeTrue(installed, program + " is not installed: convert is not compared with it");
    }

    private void external(Object... command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Stream.of(command).map(String::valueOf).toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        int exit = Eventually.exitOf(process);
        assertThat(exit).as(Files.readString(output)).isZero();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private Path voice() throws IOException {
        return TestAudio.wav(file("voice.wav"), 16000, 1, VOICE);
    }

    private static void assertConverted(Run run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    @Test
    void ffmpegHearsInOurPayloadsWhatWeHear() throws Exception {
        assumeInstalled("ffmpeg");
        Path in = voice();
        Map<String, List<String>> inputs = Map.of(
                "o.ulaw", List.of("mulaw", "-ar", "8000"),
                "o.alaw", List.of("alaw", "-ar", "8000"),
                "o.g722", List.of("g722"),
                "o.l16", List.of("s16le", "-ar", "16000"));
        for (Map.Entry<String, List<String>> input : inputs.entrySet()) {
            Path ours = file(input.getKey());
            assertConverted(Run.convert(in, ours));
            assertConverted(Run.convert(ours, file("ours.wav"), rate(input.getKey())));

            Stream<Object> head = Stream.of("ffmpeg", "-y", "-f");
            Stream<Object> tail = Stream.of("-i", ours, file("theirs.wav"));
            external(Stream.of(head, input.getValue().stream(), tail)
                    .flatMap(part -> part)
                    .toArray());

            assertThat(TestAudio.samples(file("ours.wav")))
                    .as(input.getKey())
                    .isEqualTo(TestAudio.samples(file("theirs.wav")));
        }
    }

    private static String rate(String name) {
        return name.endsWith(".l16") ? "--rate=16000" : "--to-rate=" + (name.endsWith(".g722") ? 16000 : 8000);
    }

    /**
     * Other decoders in another arithmetic, in that of AMR-WB with other filters behind: alike, and equally long to the
     * sample.
     */
    @Test
    void ffmpegHearsInOurFilesOfPacketsWhatWeHear() throws Exception {
        assumeInstalled("ffmpeg");
        NativeLibrary.assumeLoads();
        Path in = voice();
        for (String name : List.of("o.opus", "o.awb")) {
            Path ours = file(name);
            assertConverted(Run.convert(in, ours));
            assertConverted(Run.convert(ours, file("ours.wav"), "--rate", name.equals("o.opus") ? 48000 : 16000));

            external("ffmpeg", "-y", "-i", ours, file("theirs.wav"));

            short[] heard = TestAudio.samples(file("ours.wav"));
            short[] theirs = TestAudio.samples(file("theirs.wav"));
            assertThat(heard).as(name).hasSameSizeAs(theirs);
            assertThat(TestAudio.likeness(theirs, heard, 0)).as(name).isGreaterThan(name.equals("o.opus") ? 0.99 : 0.9);
        }
    }

    @Test
    void weHearInAnOpusFileOfFfmpegWhatItMeant() throws Exception {
        assumeInstalled("ffmpeg");
        Path in = voice();
        for (int channels : List.of(1, 2)) {
            external("ffmpeg", "-y", "-i", in, "-ac", channels, "-c:a", "libopus", file("theirs.opus"));
            external("ffmpeg", "-y", "-i", file("theirs.opus"), "-ac", 1, file("theirs.wav"));

            assertConverted(Run.convert(file("theirs.opus"), file("ours.wav"), "--rate", 48000));
            assertConverted(Run.convert(file("theirs.opus"), file("wideband.wav")));

            short[] theirs = TestAudio.samples(file("theirs.wav"));
            assertThat(TestAudio.samples(file("ours.wav"))).hasSameSizeAs(theirs);
            assertThat(TestAudio.likeness(theirs, TestAudio.samples(file("ours.wav")), 0))
                    .isGreaterThan(0.99);
            assertThat(TestAudio.samples(file("wideband.wav"))).hasSameSizeAs(VOICE);
        }
    }

    @Test
    void soxHearsInOurFilesWhatWeHear() throws Exception {
        assumeInstalled("sox");
        Path in = voice();
        for (String law : List.of("PCMU", "PCMA")) {
            Path ours = file(law + ".wav");
            assertConverted(Run.convert(in, ours, "--to", law));
            assertConverted(Run.convert(ours, file("ours.wav")));

            external("sox", "-D", ours, "-e", "signed", "-b", "16", file("theirs.wav"));

            assertThat(TestAudio.samples(file("ours.wav"))).isEqualTo(TestAudio.samples(file("theirs.wav")));
        }
    }

    @Test
    void weHearInTheirFilesWhatTheyMeant() throws Exception {
        assumeInstalled("sox");
        Path in = voice();
        short[] narrow = narrow(in);

        external("sox", "-D", in, "-t", "ul", "-r", "8000", file("sox.ulaw"), "rate", "-v");
        external("sox", "-D", in, "-t", "al", "-r", "8000", file("sox.alaw"), "rate", "-v");
        assertConverted(Run.convert(file("sox.ulaw"), file("ulaw.wav")));
        assertConverted(Run.convert(file("sox.alaw"), file("alaw.wav")));

        assertThat(TestAudio.snr(narrow, TestAudio.samples(file("ulaw.wav")), 0))
                .isGreaterThan(30);
        assertThat(TestAudio.snr(narrow, TestAudio.samples(file("alaw.wav")), 0))
                .isGreaterThan(30);
    }

    private short[] narrow(Path in) throws IOException {
        assertConverted(Run.convert(in, file("narrow.l16"), "--to-rate", 8000));
        return TestAudio.decoded(MediaFormat.l16(8000), Files.readAllBytes(file("narrow.l16")));
    }

    @Test
    void soxConvertsRatesAsWeDo() throws Exception {
        assumeInstalled("sox");
        Path in = voice();
        for (int rateHz : List.of(8000, 24000, 44100, 48000)) {
            assertConverted(Run.convert(in, file("ours.wav"), "--to-rate", rateHz));

            external("sox", "-D", in, "-r", rateHz, file("theirs.wav"), "rate", "-v");

            short[] theirs = TestAudio.samples(file("theirs.wav"));
            assertThat(TestAudio.samples(file("ours.wav"))).hasSize(theirs.length);
            assertThat(TestAudio.snr(theirs, TestAudio.samples(file("ours.wav")), 0))
                    .as("%d Hz", rateHz)
                    .isGreaterThan(32);
        }
    }

    /** sox takes steps for the slope, which makes a tone of 400 Hz look like one of 398. */
    @Test
    void soxHearsTheToneThatWasAskedFor() throws Exception {
        assumeInstalled("sox");
        assertThat(Run.tone(file("tone.ulaw"), "--frequency", 400).exitCode()).isZero();

        external("sox", "-t", "ul", "-r", "8000", "-c", "1", file("tone.ulaw"), "-n", "stat");

        assertThat(Files.readAllLines(file("output.txt")))
                .anySatisfy(line -> assertThat(line).matches("Rough\\s+frequency:\\s+(39[5-9]|40[0-5])"));
    }
}
