package io.github.telnyxstream.examples.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallFactsTest {

    @ParameterizedTest
    @CsvSource({
        "+15550100001, …01",
        "sip:+15550100042@sip.example.net, …42",
        "tel:+1-555-010-0043, …43",
        "anonymous, an unknown number",
        "Restricted, an unknown number",
        "sip:anonymous@anonymous.invalid, an unknown number",
        "sip:alice@10.0.0.17, an unknown number",
        "42, an unknown number",
        "'', an unknown number",
        ", an unknown number"
    })
    void showsTheLastTwoDigitsOfANumberAndNothingOfAName(String number, String shown) {
        assertThat(CallFacts.masked(number)).isEqualTo(shown);
    }
}
