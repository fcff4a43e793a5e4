package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a dial or transfer wants an answering machine looked for (page "Answering Machine Detection"). Who answers is known here,
 * so that of the configuration only the times count that say how soon it is told.
 *
 * @param kind {@code disabled} for not at all
 * @param machineAfter after how long a machine is told, which talks on until the analysis ends
 * @param personAfter after how long a person is told, who says a word and waits
 * @param greetingOverAfter how long a machine is silent when its greeting is over
 * @param found what is told in any case, or null for what the person is
 */
record DetectionTerms(
        String kind,
        Duration machineAfter,
        Duration personAfter,
        Duration greetingOverAfter,
        @Nullable String found) {
    private static final Set<String> KINDS =
            Set.of("disabled", "detect", "detect_beep", "detect_words", "greeting_end", "premium");
    private static final String CONFIGURATION = "answering_machine_detection_config";
    private static final int WORD_MILLIS = 400;
    /** Telnyx names no limits. */
    private static final int LONGEST_MILLIS = 120_000;

    static DetectionTerms of(ObjectNode body, @Nullable String found) {
        String kind = body.path("answering_machine_detection").asText("disabled");
        if (!KINDS.contains(kind)) {
            throw Refusal.badChoice("answering_machine_detection", kind);
        }
        ObjectNode configuration = configuration(body);
        int whole = millis(configuration, "total_analysis_time_millis", 3500);
        int silence = millis(configuration, "after_greeting_silence_millis", 800);
        return new DetectionTerms(
                kind,
                Duration.ofMillis(whole),
                Duration.ofMillis(Math.min(whole, WORD_MILLIS + silence)),
                Duration.ofMillis(millis(configuration, "greeting_silence_duration_millis", 1500)),
                found);
    }

    private static ObjectNode configuration(ObjectNode body) {
        JsonNode given = body.path(CONFIGURATION);
        if (given instanceof ObjectNode object) {
            return object;
        }
        if (body.hasNonNull(CONFIGURATION)) {
            throw Refusal.field(10015, "Bad Request", CONFIGURATION + " must be an object", CONFIGURATION);
        }
        return JsonNodeFactory.instance.objectNode();
    }

    private static int millis(ObjectNode configuration, String field, int usual) {
        return Gathering.number(configuration, field, usual, 1, LONGEST_MILLIS);
    }

    boolean isWanted() {
        return !kind.equals("disabled");
    }

    /** Whether the end of a machine's greeting is waited for. */
    boolean awaitsGreeting() {
        return Set.of("detect_beep", "greeting_end", "premium").contains(kind);
    }
}
