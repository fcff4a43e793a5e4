package io.github.telnyxstream.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page shows is what {@link FollowedCallIT} runs. */
class TracesPageTest {
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void showsOnlyCodeThatRuns() throws IOException {
        String compiled = flat(
                Files.readString(Path.of("src/test/java/io/github/telnyxstream/opentelemetry/FollowedCallIT.java")));
        String page = Files.readString(Path.of("../docs/traces.md"));
        assertThat(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                        .matcher(page)
                        .results()
                        .map(match -> match.group(1)))
                .hasSize(2)
                .allMatch(block -> compiled.contains(flat(block)));
    }
}
