package io.github.telnyxstream.testkit.fault;

import java.time.Duration;
import java.util.List;

/**
 * How webhooks are delivered. Success is any 2xx; no answer in time, 5xx, 408 and 429 are tried again, other answers
 * are not (Telnyx pages "Webhook Fundamentals" and "Voice API Webhooks"). Immutable.
 *
 * @param timeout how long the application has for an answer; Telnyx documents two seconds
 * @param retryDelays pause before the second, third, ... attempt; Telnyx does not document the figures
 * @param copies how often each webhook is sent, 1 unless duplicates are wanted
 * @param swapsNeighbours whether every second webhook of a call overtakes the one before it
 * @param delay how long each webhook is held back before it is sent
 */
public record WebhookDelivery(
        Duration timeout, List<Duration> retryDelays, int copies, boolean swapsNeighbours, Duration delay) {

    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if there is not at least one copy
     */
    public WebhookDelivery {
        retryDelays = List.copyOf(retryDelays);
        if (copies < 1) {
            throw new IllegalArgumentException("copies is " + copies + ", must be at least 1");
        }
    }

    /**
     * Two seconds for an answer, then three retries after 0.5, 1 and 2 seconds; once each and in order.
     *
     * @return the default
     */
    public static WebhookDelivery inOrder() {
        return new WebhookDelivery(
                Duration.ofSeconds(2),
                List.of(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2)),
                1,
                false,
                Duration.ZERO);
    }

    /**
     * The same with other patience.
     *
     * @param newTimeout how long the application has for an answer
     * @param newDelays pause before each further attempt
     * @return a changed copy
     */
    public WebhookDelivery withRetries(Duration newTimeout, List<Duration> newDelays) {
        return new WebhookDelivery(newTimeout, newDelays, copies, swapsNeighbours, delay);
    }

    /**
     * The same with each webhook sent several times.
     *
     * @param newCopies how often
     * @return a changed copy
     */
    public WebhookDelivery withCopies(int newCopies) {
        return new WebhookDelivery(timeout, retryDelays, newCopies, swapsNeighbours, delay);
    }

    /**
     * The same with every second webhook of a call overtaking the one before it.
     *
     * @return a changed copy
     */
    public WebhookDelivery outOfOrder() {
        return new WebhookDelivery(timeout, retryDelays, copies, true, delay);
    }

    /**
     * The same with each webhook held back for a while.
     *
     * @param newDelay for how long
     * @return a changed copy
     */
    public WebhookDelivery delayed(Duration newDelay) {
        return new WebhookDelivery(timeout, retryDelays, copies, swapsNeighbours, newDelay);
    }

    /**
     * As much time as an answer takes, and no retries: for what has nothing to do with delivery, on machines however slow.
     *
     * @return a changed copy
     */
    public WebhookDelivery patient() {
        return withRetries(Duration.ofHours(1), List.of());
    }
}
