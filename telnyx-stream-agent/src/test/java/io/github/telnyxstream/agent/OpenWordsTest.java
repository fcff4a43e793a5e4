package io.github.telnyxstream.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my number is 202",
                "my number is 202.",
                "2 0 2",
                "plus 1, 202, 555",
                "+1 202 555",
                "it is two oh two five",
                "it is two oh two.",
                "two double",
                "four twenty one",
                "meine nummer ist null zwei zwei",
                "null eins sieben einundzwanzig",
                "at 9",
                "that is M U L",
                "M, U, double L.",
                "b dot muller dot",
                "I would like to",
                "Guten Tag, ich",
                "well,",
                ","
            })
    void areUnfinishedAmidANumberASpelledWordOrASentence(String said) {
        assertThat(OpenWords.areOpen(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "When are you open?",
                "I want that one",
                "so do I",
                "plan b",
                "room 12.",
                "is it 202?",
                "at 9:30",
                "at 9.30 a.m.",
                "at 9 pm",
                "um 17 Uhr.",
                "I was born in 1980 in Berlin",
                "tell me a story"
            })
    void areFinishedOtherwise(String said) {
        assertThat(OpenWords.areOpen(said)).isFalse();
    }
}
