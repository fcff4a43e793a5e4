package io.github.telnyxstream.callcontrol.webhook;

import java.time.Duration;

/**
 * Hears what became of webhooks, for metrics. Must be thread-safe and quick; what it throws is logged and ignored.
 */
public interface WebhookObserver {

    /** Hears nothing. */
    WebhookObserver NONE = new WebhookObserver() {};

    /**
     * A request was refused.
     *
     * @param reason why
     */
    default void onRefused(WebhookVerificationException reason) {}

    /**
     * A genuine webhook found the queue full and was refused with 503, so that Telnyx delivers it again.
     *
     * @param event the event
     */
    default void onOverload(WebhookEvent event) {}

    /**
     * An event was delivered again and not handled again.
     *
     * @param event the event
     */
    default void onRepeated(WebhookEvent event) {}

    /**
     * The handler has finished.
     *
     * @param event the event
     * @param waited time from its arrival to the start of the handler
     * @param took time in the handler
     */
    default void onHandled(WebhookEvent event, Duration waited, Duration took) {}

    /**
     * The handler has thrown.
     *
     * @param event the event
     * @param took time in the handler
     * @param failure what it threw
     */
    default void onHandlerFailed(WebhookEvent event, Duration took, Throwable failure) {}
}
