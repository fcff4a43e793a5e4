package io.github.telnyxstream.examples.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.agent.sphinx.SphinxRecognizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How well the phrases of the shop are told apart, by two voices on the telephone. Small material: read it as an order. */
class PhrasesTest {
    private static final List<String> OUTSIDE = List.of(
            "I would like to order a chocolate cake.",
            "How much is a loaf of bread?",
            "The weather is nice today.",
            "Do you sell coffee?",
            "My name is Peter.",
            "Can you hear me?",
            "What is the capital of France?",
            "I lost my umbrella yesterday.",
            "Seven hundred and twenty.",
            "Where is your shop?",
            "Do you deliver to my house?",
            "Please wait a moment.");

    private static SphinxRecognizer sphinx;

    @BeforeAll
    static void load() throws IOException {
        sphinx = SphinxRecognizer.phrases(FrontDesk.phrases()).build();
    }

    @AfterAll
    static void unload() {
        sphinx.close();
    }

    @Test
    @Tag("thorough")
    void hearsNineOfTenPhrasesAndRefusesEightOfTenOthers() throws Exception {
        measure(Voices.mary(), 0.9, 0.8);
    }

    @Test
    void hearsTheLightVoiceToo() throws Exception {
        measure(Voices.freeTts(Runnable::run), 0.9, 0.8);
    }

    private static void measure(Voices speakers, double leastRight, double leastRefused) throws Exception {
        List<OfflineVoice> voices = List.of(speakers.agent(), speakers.caller());
        Map<String, String> wrong = new TreeMap<>();
        int right = 0;
        int refused = 0;
        for (OfflineVoice voice : voices) {
            for (String phrase : FrontDesk.phrases()) {
                String heard = new Ear(sphinx).hear(voice.onTheTelephone(phrase));
                if (heard.equals(phrase)) {
                    right++;
                } else {
                    wrong.put(phrase, heard);
                }
            }
            for (String other : OUTSIDE) {
                String heard = new Ear(sphinx).hear(voice.onTheTelephone(other));
                if (heard.isEmpty()) {
                    refused++;
                } else {
                    wrong.put(other, heard);
                }
            }
        }
        int phrases = voices.size() * FrontDesk.phrases().size();
        System.out.printf(
                "%s, phrases right: %d of %d; outside refused: %d of %d%n",
                speakers.name(), right, phrases, refused, voices.size() * OUTSIDE.size());
        assertThat((double) right / phrases).as("right, but %s", wrong).isGreaterThanOrEqualTo(leastRight);
        assertThat((double) refused / (voices.size() * OUTSIDE.size()))
                .as("refused, but %s", wrong)
                .isGreaterThanOrEqualTo(leastRefused);
    }
}
