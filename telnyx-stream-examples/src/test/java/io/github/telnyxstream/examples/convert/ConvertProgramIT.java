package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as a person starts it, in a JVM of its own: with the folder lib beside it, and alone. */
class ConvertProgramIT {
    private static final Path JAR = Path.of("target", "telnyx-stream.jar");

    @TempDir
    Path folder;

    private Run program(Path jar, Path... files) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(Stream.concat(Stream.of(java, "-jar", jar, "convert"), Stream.of(files))
                        .map(String::valueOf)
                        .toList())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exit = Eventually.exitOf(process);
        return new Run(exit, Files.readString(out), Files.readString(err));
    }

    private Path voice() throws IOException {
        return TestAudio.wav(folder.resolve("voice.wav"), 16000, 1, TestAudio.voice(16000, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.mp3", "a.awb", "a.opus"})
    void convertsToWhatNeedsAnotherModuleAndBack(String name) throws Exception {
        NativeLibrary.assumeLoads();
        Path file = folder.resolve(name);

        Run there = program(JAR, voice(), file);
        Run back = program(JAR, file, folder.resolve("back.wav"));

        assertThat(there.err()).isEmpty();
        assertThat(there.exitCode()).isZero();
        assertThat(back.err()).isEmpty();
        assertThat(back.exitCode()).isZero();
        assertThat(TestAudio.samples(folder.resolve("back.wav")).length).isBetween(16000, 20000);
    }

    @Test
    void aloneItSaysWhatBelongsBesideIt() throws Exception {
        Path alone = Files.copy(JAR, folder.resolve("telnyx-stream.jar"));

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
