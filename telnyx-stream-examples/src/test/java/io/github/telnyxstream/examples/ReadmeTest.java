package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the front page says is what the examples compile and what is checked. */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void showsTheEchoAsItIsCompiled() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/github/telnyxstream/examples/echo/EchoServer.java"));
        String snippet = source.substring(
                source.indexOf("// snippet: echo\n") + "// snippet: echo\n".length(),
                source.indexOf("    // end of snippet"));

        assertThat(readme()).contains(snippet.stripTrailing().stripIndent() + "\n```\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mvn -q -B -ntp -Psimulate verify", "mvn -B -ntp verify"})
    void namesTheCommandsThatAreChecked(String command) throws IOException {
        assertThat(readme()).contains("\n" + command + "\n");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("(" + command + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs/answering-machine.md", "docs/threading.md"})
    void linksOnlyToWhatIsThere(String page) throws IOException {
        Path file = ROOT.resolve(page);
        Stream<String> links = java.util.regex.Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1));

        assertThat(links)
                .allSatisfy(link -> assertThat(file.resolveSibling(link)).exists());
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }
}
