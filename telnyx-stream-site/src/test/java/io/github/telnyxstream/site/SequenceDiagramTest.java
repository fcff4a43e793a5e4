package io.github.telnyxstream.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceDiagramTest {
    private static final String TWO = "sequenceDiagram\nparticipant A as Caller\nparticipant B as Voice\n";

    @Test
    void drawsWhoTellsWhomWhat() {
        String svg = SequenceDiagram.svg(TWO + "A->>B: \"Hi\" & <bye>\nB-->>A: later\nNote over B: thinks\n");

        assertThat(svg)
                .startsWith("<figure><svg")
                .contains("aria-label=\"Sequence: Caller, Voice\"")
                .contains(
                        ">Caller</text>", ">Voice</text>", ">&quot;Hi&quot; &amp; &lt;bye&gt;</text>", ">thinks</text>")
                .contains("class=\"message\" d=\"M95 69H285\"", "class=\"message dashed\" d=\"M285 104H95\"")
                .containsOnlyOnce("class=\"note\"");
    }

    @Test
    void breaksLinesThatAreLongerThanTheArrow() {
        String svg = SequenceDiagram.svg(TWO + "A->>B: twenty-seven letters and more than one line can hold\n");

        assertThat(svg).contains(">twenty-seven letters and</text>", ">more than one line can</text>", ">hold</text>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loop every day", "A->>C: hello", "A->>A: hm", "participant D", "A->B: hello"})
    void refusesWhatItCannotDraw(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> SequenceDiagram.svg(TWO + line + "\n"));
    }

    @Test
    void drawsNoOtherDiagram() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SequenceDiagram.svg("flowchart LR\nA-->B\n"))
                .withMessageContaining("flowchart");
    }
}
