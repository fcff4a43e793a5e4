package io.github.telnyxstream.examples.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the files that are there when a command writes. */
class NewFileTest {
    @TempDir
    Path folder;

    private Path voice() throws IOException {
        return TestAudio.wav(folder.resolve("voice.wav"), 8000, 1, TestAudio.voice(8000, 1));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void theInputIsNeverOverwritten() throws IOException {
        Path in = voice();
        byte[] before = Files.readAllBytes(in);
        Path link = Files.createSymbolicLink(folder.resolve("link.wav"), in);
        Path twin = Files.createLink(folder.resolve("twin.wav"), in);

        for (Path same : new Path[] {in, link, twin, folder.resolve(".").resolve("voice.wav")}) {
            Run run = Run.convert(in, same, "--to-rate", 16000);
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("is the input").hasLineCount(1);
        }
        assertThat(in).hasBinaryContent(before);
        assertThat(files()).isEqualTo(3);
    }

    @Test
    void anOlderOutputIsReplacedOnlyByACompleteOne() throws IOException {
        Path old = Files.writeString(folder.resolve("out.ulaw"), "old");

        assertThat(Run.convert(Files.createFile(folder.resolve("empty.alaw")), old)
                        .exitCode())
                .isEqualTo(1);
        assertThat(old).hasContent("old");

        assertThat(Run.convert(voice(), old).exitCode()).isZero();
        assertThat(old).hasSize(8000);
        assertThat(files()).isEqualTo(3);
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = Files.writeString(folder.resolve("real.ulaw"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("out.ulaw"), real);

        assertThat(Run.convert(voice(), link).exitCode()).isZero();

        assertThat(link).isSymbolicLink();
        assertThat(real).hasSize(8000);
    }

    @Test
    void aFolderIsNotReplaced() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("out.wav"));

        Run run = Run.convert(voice(), taken);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("is not a file that can be replaced").hasLineCount(1);
        assertThat(taken).isDirectory();
    }
}
