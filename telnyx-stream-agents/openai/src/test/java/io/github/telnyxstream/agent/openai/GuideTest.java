package io.github.telnyxstream.agent.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GuideTest {
    @Test
    void showsWhatCompiles() throws Exception {
        String guide = Files.readString(Path.of("../../docs/voice-agent.md"));
        String section = guide.substring(guide.indexOf("\n## With OpenAI\n"));
        String shown = section.substring(section.indexOf("```java\n") + 8);
        shown = shown.substring(0, shown.indexOf("```"));

        String source = Files.readString(Path.of("src/test/java/io/github/telnyxstream/agent/openai/WithOpenAi.java"));
        String compiled = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("// end"));
        assertThat(shown).isEqualToIgnoringWhitespace(compiled);
    }
}
