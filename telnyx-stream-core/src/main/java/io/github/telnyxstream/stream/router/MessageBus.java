package io.github.telnyxstream.stream.router;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * An engine that carries small messages between nodes, as a router needs it. An implementation promises:
 *
 * <ul>
 *   <li>a message reaches everybody who had subscribed to its topic, this node included, or is lost; it may come twice;
 *   <li>subscribers of one topic see its messages in the same order, but for what several nodes publish at the same moment: that
 *       may come in another order to each, as it does on NATS;
 *   <li>a subscription is effective when its stage completes, and is made again after the engine was away.
 * </ul>
 *
 * <p><b>Threads:</b> thread-safe; no method blocks.
 */
public interface MessageBus extends AutoCloseable {

    /**
     * Sends a message.
     *
     * @param topic letters, digits, dots, hyphens and underscores
     * @param message at most 100 KiB; not changed afterwards
     * @param outcome told when the message reached nobody; not told otherwise
     */
    void publish(String topic, byte[] message, Undelivered outcome);

    /**
     * Receives messages.
     *
     * @param topic as in {@link #publish}
     * @param receiver given each message, one at a time, in order; must not block
     * @return completes with the subscription when it is effective; fails when the engine cannot be reached, and is then
     *     tried again by the router
     */
    CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver);

    /**
     * Says when the engine has come back after it was away.
     *
     * @param listener called each time, when the subscriptions are effective again
     */
    void onReconnected(Runnable listener);

    /** Gives the connection back. */
    @Override
    void close();

    /** Told of a message that reached nobody. */
    interface Undelivered {
        /** There is no subscriber: definite. */
        void nobody();

        /**
         * The engine cannot be reached, or refused the message.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }

    /** A subscription that can be ended. */
    @FunctionalInterface
    interface Subscription {
        /** Receives nothing any more. */
        void end();
    }
}
