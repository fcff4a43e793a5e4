package io.github.telnyxstream.callcontrol.webhook;

/** What the application does with an event. */
@FunctionalInterface
public interface WebhookHandler {

    /**
     * Handles an event. Telnyx has its answer already: blocking holds up later events of the same call only.
     *
     * @param event a genuine event that has not been handled before
     * @throws Exception whatever goes wrong; it is logged and reported to the observer, the event is not delivered again
     */
    void onEvent(WebhookEvent event) throws Exception;
}
