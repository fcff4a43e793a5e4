package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.examples.voicemail.MessageStore;
import io.github.telnyxstream.stream.AcceptorOptions;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What a test puts in place of the usual: each is given the machine's own setting and may change it.
 *
 * @param store what messages go to
 * @param client the API's client
 * @param streams the engine
 * @param verifier who believes webhooks
 * @param receiver who takes them
 * @param nanoTime by which calls are watched
 */
record Surroundings(
        UnaryOperator<MessageStore> store,
        UnaryOperator<CallControl.Builder> client,
        UnaryOperator<AcceptorOptions.Builder> streams,
        UnaryOperator<WebhookVerifier.Builder> verifier,
        UnaryOperator<WebhookReceiver.Builder> receiver,
        LongSupplier nanoTime) {

    /** All as usual, but for what messages go to. */
    static Surroundings usual(UnaryOperator<MessageStore> store) {
        return new Surroundings(
                store,
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                UnaryOperator.identity(),
                System::nanoTime);
    }
}
