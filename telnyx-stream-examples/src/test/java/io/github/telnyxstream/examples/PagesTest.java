package io.github.telnyxstream.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What any page shows in Java is compiled by some module of this build, and what it links to is there. */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LISTING = Pattern.compile("```.*?```|`[^`\n]*`", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT|Contract))(?:\\.\\w+)?`");

    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");
    private static final Pattern NOT_DONE = Pattern.compile("not done|without effect");

    private static final String COMPILED = Sources.ALL.entrySet().stream()
            .filter(source -> Sources.isCompiled(source.getKey()))
            .map(source -> flat(source.getValue()))
            .collect(Collectors.joining("\n"));

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsOnlyCodeThatIsCompiled(Path page) throws IOException {
        assertThat(JAVA.matcher(Files.readString(page)).results().map(match -> match.group(1)))
                .allSatisfy(code -> assertThat(COMPILED.contains(flat(code)))
                        .as("compiled somewhere in this build:%n%s", code)
                        .isTrue());
    }

    /** A fence that does not stand alone ends nothing: the rest of the page would be shown as code. */
    @ParameterizedTest
    @MethodSource("pages")
    void endsEveryListing(Path page) throws IOException {
        List<String> fences = Files.readAllLines(page).stream()
                .filter(line -> line.contains("```"))
                .map(String::strip)
                .toList();
        assertThat(fences).allMatch(fence -> fence.matches("```[a-z]*"));
        assertThat(fences.size()).isEven();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksOnlyToWhatIsThere(Path page) throws IOException {
        String prose = LISTING.matcher(Files.readString(page)).replaceAll("");
        List<String> links = LINK.matcher(prose)
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
        for (String link : links) {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
            assertThat(target).as("%s links to %s", page, link).exists();
            if (parts.length == 2 && parts[0].endsWith(".md") || parts[0].isEmpty()) {
                assertThat(anchors(target)).as("%s links to %s", page, link).contains(parts[1]);
            }
        }
    }

    @Test
    void leadsToEveryPageFromTheFrontPage() throws IOException {
        Set<Path> reached = new HashSet<>();
        follow(ROOT.resolve("README.md").normalize(), reached);

        assertThat(reached).containsAll(pages().stream().map(Path::normalize).toList());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesOnlyTestsThatAreThere(Path page) throws IOException {
        Set<String> there = Sources.ALL.keySet().stream()
                .filter(Sources::isCompiled)
                .map(Sources::type)
                .collect(Collectors.toSet());

        assertThat(TEST.matcher(Files.readString(page)).results().map(match -> match.group(1)))
                .isSubsetOf(there);
    }

    @Test
    void namesManyTestsInTheMapOfTheBrief() throws IOException {
        assertThat(TEST.matcher(Files.readString(ROOT.resolve("docs/brief.md")))
                        .results()
                        .map(match -> match.group(1))
                        .distinct())
                .hasSizeGreaterThan(20);
    }

    /** What the simulator is said to do is shown by a test, method by method; what it does not do has a reason. */
    @Test
    void namesATestForEverythingThatTheSimulatorIsSaidToDo() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/simulator.md"));
        List<String> rows = page.substring(page.indexOf("| documented |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.endsWith("** | | |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(40);
        Map<String, String> sources = sourcesOfTests();
        for (String row : rows) {
            List<MatchResult> named = METHOD.matcher(row).results().toList();
            boolean isLeftOut = NOT_DONE.matcher(row).find();
            assertThat(!named.isEmpty() || isLeftOut)
                    .as("a test or \"not done\": %s", row)
                    .isTrue();
            for (MatchResult test : named) {
                assertThat(sources).as(row).containsKey(test.group(1));
                assertThat(sources.get(test.group(1))).as(row).containsPattern("void " + test.group(2) + "\\(");
            }
        }
    }

    private static Map<String, String> sourcesOfTests() {
        return Sources.ALL.entrySet().stream()
                .filter(source -> source.getKey().contains("/src/test/java/"))
                .collect(Collectors.toMap(
                        source -> Sources.type(source.getKey()), Map.Entry::getValue, (one, other) -> one + other));
    }

    private static void follow(Path page, Set<Path> reached) throws IOException {
        if (!reached.add(page)) {
            return;
        }
        List<MatchResult> links = LINK.matcher(Files.readString(page)).results().toList();
        for (MatchResult link : links) {
            Path target =
                    page.resolveSibling(link.group(1).replaceFirst("#.*", "")).normalize();
            if (target.toString().endsWith(".md") && Files.exists(target)) {
                follow(target, reached);
            } else if (Files.exists(target.resolve("README.md"))) {
                follow(target.resolve("README.md"), reached);
            }
        }
    }

    /** As the sites that show Markdown make them. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    /** Indentation and line breaks are the page's own. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
