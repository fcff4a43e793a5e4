package io.github.telnyxstream.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site of this very project, and of small ones that are wrong. */
class SiteBuilderTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");

    @TempDir
    private static Path shared;

    private static Path site;
    private static int pages;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException {
        site = shared.resolve("site");
        pages = SiteBuilder.build(ROOT, site);
    }

    private static List<Path> htmlFiles() throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> all(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void hasAPageForEachPageOfMarkdown() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            for (Path page :
                    docs.filter(file -> file.toString().endsWith(".md")).toList()) {
                String name = page.getFileName().toString().replace(".md", ".html");
                assertThat(site.resolve("docs").resolve(name)).exists();
            }
        }
        assertThat(site.resolve("index.html")).content().contains("<h1 id=\"telnyx-stream\">", "<table>");
        assertThat(pages).isGreaterThan(40);
    }

    @Test
    void leadsNowhereWrong() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : htmlFiles()) {
            for (String link : all(REFERENCE, file)) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                String[] parts = link.split("#", 2);
                Path there = parts[0].isEmpty()
                        ? file
                        : file.resolveSibling(parts[0]).normalize();
                boolean isThere = Files.isRegularFile(there)
                        && (parts.length == 1 || all(ID, there).contains(parts[1]) || parts[1].equals("text"));
                if (!isThere) {
                    wrong.add(site.relativize(file) + " -> " + link);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void namesEachPageOfTheGuideInItsNavigation() throws IOException {
        Path page = site.resolve("docs/streams.html");
        String navigation =
                Files.readString(page).replaceFirst("(?s).*<nav ", "").replaceFirst("(?s)</nav>.*", "");
        Set<String> named = new HashSet<>();
        for (String link : REFERENCE
                .matcher(navigation)
                .results()
                .map(match -> match.group(1))
                .toList()) {
            named.add(page.resolveSibling(link).normalize().getFileName().toString());
        }

        try (Stream<Path> guide = Files.list(site.resolve("docs"))) {
            assertThat(named)
                    .containsAll(guide.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
        assertThat(navigation).containsOnlyOnce("aria-current=\"page\"");
    }

    @Test
    void findsSectionsByTheirText() throws IOException {
        assertThat(site.resolve("search-index.js"))
                .content()
                .startsWith("const SECTIONS = [{")
                .contains("\"url\":\"docs/streams.html#play\"")
                .contains("barge-in");
    }

    @Test
    void showsTheSourcesThatPagesLinkTo() {
        assertThat(
                        site.resolve(
                                "source/telnyx-stream-examples/src/main/java/io/github/telnyxstream/examples/echo/EchoServer.java.html"))
                .content()
                .contains("implements StreamListener.NonBlocking", "session.send(frame);");
    }

    @Test
    void isMadeAnewOverAnOldOne() throws IOException {
        write("docs/one.md", "# One");
        write("README.md", "# It\n\n| what | read |\n| --- | --- |\n| first | [one](docs/one.md) |\n");
        Path made = folder.resolve("made");
        SiteBuilder.build(folder, made);
        Files.delete(folder.resolve("docs/one.md"));
        write("docs/two.md", "# Two & `<more>`");
        write("README.md", "# It\n\n| what | read |\n| --- | --- |\n| first | [two](docs/two.md) |\n");

        assertThat(SiteBuilder.build(folder, made)).isEqualTo(2);

        assertThat(made.resolve("docs/one.html")).doesNotExist();
        assertThat(made.resolve("docs/two.html")).content().contains("<title>Two &amp; &lt;more&gt; ·");
    }

    @Test
    void namesTheLinkThatLeadsNowhere() throws IOException {
        write("docs/one.md", "see [two](two.md)");
        write("README.md", "# It");

        assertThatThrownBy(() -> SiteBuilder.build(folder, folder.resolve("made")))
                .hasMessage("docs/one.md links to two.md, which is not there");
    }

    @Test
    void linksToNothingOutsideTheProject() throws IOException {
        Files.writeString(folder.resolveSibling("outside.md"), "# Outside");
        write("docs/one.md", "see [it](../../outside.md)");
        write("README.md", "# It");

        assertThatThrownBy(() -> SiteBuilder.build(folder, folder.resolve("made")))
                .hasMessageContaining("../../outside.md");
    }

    @Test
    void deletesNoFolderThatIsNoSite() throws IOException {
        write("README.md", "# It");
        write("docs/one.md", "# One");
        write("made/precious.txt", "mine");

        assertThatThrownBy(() -> SiteBuilder.build(folder, folder.resolve("made")))
                .hasMessageContaining("is no site");
        assertThat(folder.resolve("made/precious.txt")).hasContent("mine");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
