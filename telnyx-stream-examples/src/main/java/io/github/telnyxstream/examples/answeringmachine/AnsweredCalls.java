package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import java.time.Duration;

/** Answers calls by what webhooks say, until it is stopped. Thread-safe. */
interface AnsweredCalls extends WebhookHandler, AutoCloseable {
    /** Hangs up the calls that nobody else would end, those that are being answered just now included. */
    void stop();

    /**
     * Waits for what still has to come for calls that are over.
     *
     * @return whether all of it has come
     */
    boolean drain(Duration patience) throws InterruptedException;

    @Override
    void close();
}
