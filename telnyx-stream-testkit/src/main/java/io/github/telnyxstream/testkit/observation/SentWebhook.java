package io.github.telnyxstream.testkit.observation;

import java.time.Duration;
import java.time.Instant;

/**
 * One attempt to deliver a webhook. Immutable; the body stays out of {@code toString}.
 *
 * @param at when it was sent
 * @param eventId the {@code data.id}, the same for every attempt and duplicate
 * @param eventType for example {@code call.answered}
 * @param callControlId which call
 * @param attempt 1 for the first
 * @param status what the application answered, or 0 when it did not
 * @param answeredAfter how long it took to answer, in real time also where the simulator's clock makes its own
 * @param body what was sent
 */
public record SentWebhook(
        Instant at,
        String eventId,
        String eventType,
        String callControlId,
        int attempt,
        int status,
        Duration answeredAfter,
        String body) {

    @Override
    public String toString() {
        return eventType + " attempt " + attempt + " -> " + status + " after " + answeredAfter.toMillis() + " ms";
    }
}
