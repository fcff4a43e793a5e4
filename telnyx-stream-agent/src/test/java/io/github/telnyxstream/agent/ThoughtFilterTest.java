package io.github.telnyxstream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThoughtFilterTest {

    @ParameterizedTest
    @CsvSource({
        "<think>secret</think>Hello, Hello",
        "<thi|nk>sec|ret</thin|k>Hel|lo <b, Hello <b",
        "Good <think>a</think>mor<think>b</think>ning, Good morning",
        "Hello<think>never closed, Hello",
        "3 < 4 <th, 3 < 4 <th"
    })
    void keepsThoughtsToItself(String pieces, String spoken) {
        ThoughtFilter filter = new ThoughtFilter();
        StringBuilder out = new StringBuilder();
        for (String piece : pieces.split("\\|")) {
            out.append(filter.spoken(piece));
        }
        assertThat(out.append(filter.rest())).hasToString(spoken);
    }

    @Test
    void tellsWhatIsSpokenAsSoonAsItIsKnown() {
        ThoughtFilter filter = new ThoughtFilter();
        assertThat(filter.spoken("Hello <")).isEqualTo("Hello ");
        assertThat(filter.spoken("b> you")).isEqualTo("<b> you");
    }

    @Test
    void forgetsAThoughtThatWasBrokenOff() {
        ThoughtFilter filter = new ThoughtFilter();
        assertThat(filter.spoken("<think>never closed")).isEmpty();
        assertThat(filter.rest()).isEmpty();
        assertThat(filter.spoken("Hello")).isEqualTo("Hello");
    }
}
