package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page on streams shows is what the examples compile. */
class StreamsPageTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsOnlyCodeThatIsCompiled() throws IOException {
        String page = Files.readString(Path.of("../docs/streams.md"));
        String compiled = flat(sources());
        List<String> blocks =
                BLOCK.matcher(page).results().map(match -> match.group(1)).toList();

        assertThat(blocks)
                .isNotEmpty()
                .allMatch(block -> compiled.contains(flat(block)), "is compiled in the examples");
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(StreamsPageTest::read)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Indentation and line breaks are the page's own. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
