package io.github.telnyxstream.examples.modular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That it compiles is the first half of the proof; this is the other. */
class ModularApplicationTest {

    @Test
    void startsFromTheModulePath() throws Exception {
        String modules = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        modules,
                        "--module",
                        "io.github.telnyxstream.examples.modular/io.github.telnyxstream.examples.modular.Main")
                .redirectErrorStream(true)
                .start();
        java.getOutputStream().close();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said.lines())
                .contains(
                        "io.github.telnyxstream.adapter.javawebsocket",
                        "io.github.telnyxstream.adapter.jetty",
                        "io.github.telnyxstream.callcontrol",
                        "io.github.telnyxstream.codec",
                        "io.github.telnyxstream.codec.ffmpeg",
                        "io.github.telnyxstream.codec.opus",
                        "io.github.telnyxstream.stream",
                        "io.github.telnyxstream.testkit");
    }
}
