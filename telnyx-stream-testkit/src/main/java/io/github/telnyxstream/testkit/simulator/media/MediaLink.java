package io.github.telnyxstream.testkit.simulator.media;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's end of a media stream, whatever it goes over. Sends are queued and leave one after the other.
 *
 * <p><b>Threads:</b> thread-safe.
 */
public interface MediaLink {

    /**
     * Sends a text message after those before it; does nothing after the end. When the peer has not read for long the
     * message is dropped.
     *
     * @param text JSON
     */
    void send(String text);

    /**
     * Sends a WebSocket ping after what was sent before (RFC 6455, section 5.5.2).
     *
     * @param payload comes back in the pong
     */
    void ping(String payload);

    /**
     * Closes after what was sent before.
     *
     * @param code for example 1000
     */
    void close(int code);

    /** Breaks the connection at once. */
    void abort();

    /** Takes what comes. Called serially. */
    interface Receiver {
        /**
         * A whole text message.
         *
         * @param text the text
         */
        void onText(String text);

        /** A binary message, which Telnyx does not understand. */
        void onBinary();

        /**
         * A pong.
         *
         * @param payload of the ping that it answers
         */
        void onPong(String payload);

        /** The peer has not read for so long that a message was dropped, and more may be; told once. */
        void onDropped();

        /**
         * The link is no more; told once.
         *
         * @param how for a person
         */
        void onEnd(String how);
    }

    /** Opens links. Thread-safe. */
    @FunctionalInterface
    interface Dialer {
        /**
         * Opens a link.
         *
         * @param url ws or wss
         * @param authToken goes into the header {@code x-telnyx-streaming-auth-token}, or null for none
         * @param receiver takes what comes
         * @return the open link, or a {@link LinkRefused} that says why there is none
         */
        CompletableFuture<MediaLink> open(URI url, @Nullable String authToken, Receiver receiver);
    }
}
