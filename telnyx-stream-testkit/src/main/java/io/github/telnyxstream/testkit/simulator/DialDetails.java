package io.github.telnyxstream.testkit.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a dial or transfer says about the call to come, beside the stream.
 *
 * @param detection how an answering machine is looked for
 * @param timeLimit how long the answered call may last
 * @param recording how it is recorded from the answer on, or null for not
 * @param isTranscribed whether what the callee says is told from the answer on
 * @param digits what the callee hears pressed when they answer, perhaps nothing
 */
record DialDetails(
        DetectionTerms detection,
        Duration timeLimit,
        @Nullable RecordingTerms recording,
        boolean isTranscribed,
        String digits) {
    private static final int LONGEST_SECONDS = 14_400;

    /** Of a body; what machine detection finds is scripted, or null for what the person is. */
    static DialDetails of(ObjectNode body, @Nullable String detected) {
        DetectionTerms detection = DetectionTerms.of(body, detected);
        if (PlaybackSource.isNamed(body)) {
            PlaybackSource.check(body);
        }
        int limit = Gathering.number(body, "time_limit_secs", LONGEST_SECONDS, 30, LONGEST_SECONDS);
        return new DialDetails(
                detection,
                Duration.ofSeconds(limit),
                RecordingTerms.fromAnswer(body),
                body.path("transcription").asBoolean(false),
                digits(body));
    }

    /** In a field of their own, or behind the number and a comma. */
    private static String digits(ObjectNode body) {
        String to = body.path("to").asText("");
        String digits =
                body.path("send_digits_on_answer").asText(to.contains(",") ? to.substring(to.indexOf(',') + 1) : "");
        if (!digits.isEmpty()) {
            CallCommands.checkDigits(digits, "send_digits_on_answer");
        }
        return digits;
    }
}
