package io.github.telnyxstream.adapter.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnServerPageTest {
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheCodeThatTheSuiteRuns() throws IOException {
        String page = Files.readString(Path.of("../../docs/your-own-server.md"));
        List<String> shown = CODE.matcher(page)
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```java".length(), block.length() - "```".length()))
                .toList();
        String sources = sources();
        assertThat(shown)
                .hasSizeGreaterThan(8)
                .allSatisfy(block -> assertThat(sources).contains(onOneLine(block)));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(OwnServerPageTest::read)
                    .map(OwnServerPageTest::onOneLine)
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

    private static String onOneLine(String code) {
        return code.strip().replaceAll("\\s+", " ");
    }
}
