package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.examples.Program;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as a person starts it, in a JVM of its own: with the folder lib beside it, and alone. */
class ConvertProgramIT {
    @TempDir
    Path folder;

    private Run program(Path jar, Path... files) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        List<String> arguments = Stream.concat(
                        Stream.of("convert"), Stream.of(files).map(Path::toString))
                .toList();
        Process process = new ProcessBuilder(Program.command(jar, arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exit = Eventually.exitOf(process);
        return new Run(exit, Files.readString(out), Files.readString(err));
    }

    private Path voice() throws IOException {
        return TestAudio.wav(folder.resolve("voice.wav"), 16000, 1, TestAudio.voice(16000, 1, 230));
    }

    /** Each is written by one start of the program and read by the next. */
    @Test
    void convertsToWhatNeedsAnotherModuleAndBack() throws Exception {
        NativeLibrary.assumeLoads();
        Path from = voice();
        for (String name : List.of("a.mp3", "a.awb", "a.opus", "back.wav")) {
            Path to = folder.resolve(name);

            Run run = program(Program.JAR, from, to);

            assertThat(run.err()).as(name).isEmpty();
            assertThat(run.exitCode()).as(name).isZero();
            from = to;
        }
        assertThat(TestAudio.samples(from).length).isBetween(16000, 20000);
        assertThat(TestAudio.likeness(TestAudio.voice(16000, 1, 230), TestAudio.samples(from), 4000))
                .as("what three codecs have left of it")
                .isGreaterThan(0.7);
    }

    @Test
    @Tag("thorough")
    void aloneItSaysWhatBelongsBesideIt() throws Exception {
        Path alone = Files.copy(Program.JAR, folder.resolve("telnyx-stream.jar"));

        Run mp3 = program(alone, voice(), folder.resolve("a.mp3"));
        Run awb = program(alone, voice(), folder.resolve("a.awb"));
        Run opus = program(alone, voice(), folder.resolve("a.opus"));

        assertThat(mp3.err())
                .contains("telnyx-stream-codec-ffmpeg", "the folder lib")
                .hasLineCount(1);
        assertThat(mp3.exitCode()).isEqualTo(1);
        assertThat(awb.err())
                .contains("telnyx-stream-codec-ffmpeg", "the folder lib")
                .hasLineCount(1);
        assertThat(awb.exitCode()).isEqualTo(1);
        assertThat(opus.exitCode()).as(opus.err()).isZero();
    }
}
