package io.github.telnyxstream.examples.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of scenarios as people write them: each mistake is one line that names the file and what to do. */
class ScenarioFileTest {
    private static Scenario read(String yaml) {
        return ScenarioFile.parse("own.yaml", yaml, Path.of(".")).scenario("", 1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "own.yaml is empty: it must be a list of fields such as name: ..."),
                Arguments.of("# nothing\n", "own.yaml must be a list of fields"),
                Arguments.of("greeting", "own.yaml must be a list of fields"),
                Arguments.of("name: [1", "own.yaml is no YAML: "),
                Arguments.of("name: a\nname: b", "own.yaml is no YAML: found duplicate key name, line 2, column 1"),
                Arguments.of("name: !!java.net.URL [a]", "own.yaml is no YAML: "),
                Arguments.of("a: b\n---\nc: d", "own.yaml is no YAML: but found another document, line 2"),
                Arguments.of("caller:\n  - say", "say needs something behind it"),
                Arguments.of("caller:\n  - say:", "say needs something behind it"),
                Arguments.of("caller:\n  - pause:", "pause needs something behind it"),
                Arguments.of("caller:\n  - press: ' '", "press needs something behind it"),
                Arguments.of("caller:\n  - say: [a, b]", "say must be followed by a text"),
                Arguments.of("caller:\n  - say: {a: b}", "say must be followed by a text"),
                Arguments.of("caller:\n  - say: a\n    pause: 1s", "a step has one word"),
                Arguments.of("caller:\n  - [say, a]", "a step has one word"),
                Arguments.of("caller:\n  -", "the caller cannot "),
                Arguments.of("caller:\n  - hang-up: now", "hang-up takes nothing behind it, not now"),
                Arguments.of("caller:\n  - hang-up\n  - say: a", "the caller can do nothing after hang-up"),
                Arguments.of(
                        "caller:\n  - pause: 99999999h", "longer than any call is allowed to last here: 5 minutes"),
                Arguments.of("caller:\n  - pause: 9999999999999999999ms", "pause is 9999999999999999999ms"),
                Arguments.of("caller:\n  - pause: -1s", "pause is -1s"),
                Arguments.of("rings-for: 6m", "rings-for is 6m, longer than"),
                Arguments.of("silent-within: soon", "silent-within is soon"),
                Arguments.of(
                        "caller:\n  - play: nothing.wav", "play: nothing.wav cannot be read: there is no such file"),
                Arguments.of("caller:\n  - play: .", "play: . cannot be read: "),
                Arguments.of("caller: {say: a}", "caller must be a list of steps"),
                Arguments.of("expect: [joy]", "own.yaml: expect knows no joy"),
                Arguments.of("faults: late=x", "own.yaml: faults: late=x cannot be read"),
                Arguments.of("codec: MP3", "codec is MP3, must be"),
                Arguments.of("1: 2", "1 is no field"));
    }

    @ParameterizedTest
    @MethodSource
    void mistakes(String yaml, String words) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("own.yaml")
                .hasMessageContaining(words)
                .satisfies(odd -> assertThat(odd.getMessage().lines()).hasSize(1));
    }

    @Test
    void takesEveryValueAsItIsWritten() {
        assertThat(read("name: 0123\nabout: yes\nsilent-within: 2\ngoes-on: true"))
                .returns("0123", Scenario::name)
                .returns("yes", Scenario::about)
                .returns(true, Scenario::goesOn);
        assertThat(read("caller:\n  - press: 0123").caller())
                .usingRecursiveComparison()
                .isEqualTo(read("caller:\n  - press: '0123'").caller());
    }

    @ParameterizedTest
    @ValueSource(strings = {"name:", "caller:\nname: a", "caller: []", "expect:", "expect: []", "faults:", "codec:"})
    void takesAFieldWithoutAValueAsNotThere(String yaml) {
        assertThat(read(yaml).expected()).containsExactly(Expectation.ANSWERED);
    }

    @ParameterizedTest
    @MethodSource("bundledOnes")
    void comesWithScenariosThatHaveANameAndSayWhatTheyShow(String word) {
        Scenario one = Scenario.bundled(word, 1);

        assertThat(one.name()).startsWith(word + ": ").hasSizeLessThan(100);
        assertThat(one.about()).isNotBlank();
    }

    static Stream<String> bundledOnes() {
        return Scenario.BUNDLED.stream();
    }
}
