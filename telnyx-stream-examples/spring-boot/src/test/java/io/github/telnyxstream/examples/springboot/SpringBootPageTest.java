package io.github.telnyxstream.examples.springboot;

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

/** The page about Spring Boot shows what is compiled and run here. */
class SpringBootPageTest {
    private static final Path PAGE = Path.of("../../docs/spring-boot.md");

    @Test
    void showsTheCodeThatIsRunHere() throws IOException {
        String sources = sources();
        assertThat(blocks("java", Files.readString(PAGE)))
                .hasSizeGreaterThan(3)
                .allSatisfy(block -> assertThat(sources).contains(onOneLine(block)));
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        assertThat(blocks("properties", Files.readString(PAGE)).get(0)).isEqualTo(properties);
    }

    @Test
    void needsFewerThanFortyLinesForCallHeardInTest() throws IOException {
        String firstCall = Files.readString(PAGE).split("\n## ", 3)[1];
        List<String> written = Stream.of("java", "properties", "xml")
                .flatMap(language -> blocks(language, firstCall).stream())
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(written).hasSizeGreaterThan(20).hasSizeLessThan(40);
    }

    @Test
    void namesEveryProperty() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(List.of(
                        "telnyx.api-key",
                        "telnyx.public-key",
                        "telnyx.base-url",
                        "telnyx.answer",
                        "telnyx.stream.path",
                        "telnyx.stream.url",
                        "telnyx.stream.token-lifetime",
                        "telnyx.stream.max-sessions",
                        "telnyx.webhook.enabled",
                        "telnyx.webhook.path",
                        "telnyx.drain.accept-grace",
                        "telnyx.drain.deadline",
                        "telnyx.drain.last-words"))
                .allSatisfy(property -> assertThat(page).contains("| `" + property + "` |"));
    }

    private static List<String> blocks(String language, String page) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(SpringBootPageTest::read)
                    .map(SpringBootPageTest::onOneLine)
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
