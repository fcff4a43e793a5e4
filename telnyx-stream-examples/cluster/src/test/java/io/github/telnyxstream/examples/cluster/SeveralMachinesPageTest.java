package io.github.telnyxstream.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page shows is what {@link SeveralMachinesIT} runs, and what the proxy of {@link RollingRestartIT} and {@link AffinityIT} is told. */
class SeveralMachinesPageTest {
    private static final Path PAGE = Path.of("../../docs/several-machines.md");

    private static List<String> blocks(Path page, String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Indentation and line breaks are the page's own. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    /** A line without its comment, with the ports of the test's nodes. */
    private static String here(String line) {
        return line.replaceAll("(^|\\s)#.*", "")
                .strip()
                .replace("10.0.0.1:8080", "127.0.0.1:%3$d")
                .replace("10.0.0.2:8080", "127.0.0.1:%4$d");
    }

    private static String source(String path) throws IOException {
        return Files.readString(Path.of("src", path));
    }

    @Test
    void showsOnlyCodeThatRuns() throws IOException {
        String compiled = flat(source("main/java/io/github/telnyxstream/examples/cluster/OneOfSeveral.java"));
        assertThat(blocks(PAGE, "java"))
                .hasSizeGreaterThanOrEqualTo(6)
                .allMatch(block -> compiled.contains(flat(block)));
    }

    @Test
    void showsTheNginxLinesThatTheProxyIsTold() throws IOException {
        String told = flat(source("test/java/io/github/telnyxstream/examples/cluster/Proxy.java"));
        assertThat(blocks(PAGE.resolveSibling("proxies.md"), "nginx"))
                .isNotEmpty()
                .allSatisfy(block -> {
                    for (String line :
                            block.lines().map(SeveralMachinesPageTest::here).toList()) {
                        boolean isOutsideOfIt = line.startsWith("worker_shutdown_timeout");
                        assertThat(isOutsideOfIt || told.contains(flat(line)))
                                .as(line)
                                .isTrue();
                    }
                });
    }

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        for (String name : List.of("several-machines.md", "proxies.md", "scale.md", "traces.md")) {
            Path page = PAGE.resolveSibling(name);
            Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(page));
            while (links.find()) {
                assertThat(page.resolveSibling(links.group(1))).exists();
            }
        }
    }
}
