package io.github.telnyxstream.agent.sphinx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The listing of the page on voice agents. */
class VoiceAgentPageTest {

    @Test
    void loads() throws Exception {
        SphinxRecognizer sphinx = SphinxRecognizer.phrases(List.of(
                        "what are your opening hours", "i want to leave a message", "speak to a person", "goodbye"))
                .build();

        assertThat(sphinx).isNotNull();
        sphinx.close();
    }
}
