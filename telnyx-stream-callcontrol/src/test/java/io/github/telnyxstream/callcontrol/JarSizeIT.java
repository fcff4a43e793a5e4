package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JarSizeIT {

    private static final long MAX_BYTES = 410_000;

    @Test
    void staysSmallAndHoldsNothingButOurOwnClasses() throws Exception {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            jars = files.filter(file ->
                            file.getFileName().toString().matches("telnyx-stream-callcontrol-[^-]+(-SNAPSHOT)?\\.jar"))
                    .toList();
        }

        assertThat(jars).singleElement().satisfies(jar -> {
            assertThat(Files.size(jar)).isLessThan(MAX_BYTES);
            try (JarFile entries = new JarFile(jar.toFile())) {
                assertThat(entries.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class")))
                        .isNotEmpty()
                        .allMatch(name -> name.startsWith("io/github/telnyxstream/callcontrol/")
                                || name.equals("module-info.class"));
            }
        });
    }
}
