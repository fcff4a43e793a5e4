package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MaryTokensTest {

    @Test
    void splitsWordsAndPunctuation() {
        assertThat(MaryTokens.tokens("It's half-past nine, isn't it?"))
                .containsExactly("It's", "half-past", "nine", ",", "isn't", "it", "?");
    }

    @Test
    void keepsNumbersAndAbbreviationsWhole() {
        assertThat(MaryTokens.tokens("Dr. Miller comes at 9:30 a.m. and pays 3.50 to Mr. Smith."))
                .containsExactly(
                        "Dr.", "Miller", "comes", "at", "9:30", "a.m.", "and", "pays", "3.50", "to", "Mr.", "Smith",
                        ".");
    }
}
