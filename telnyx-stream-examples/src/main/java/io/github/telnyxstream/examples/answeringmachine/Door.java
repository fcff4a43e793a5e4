package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.server.RequestHandler;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Where the machine listens: any server that has an adapter. */
@FunctionalInterface
public interface Door {
    /** Where streams come in, at this path and below. */
    String MEDIA_PATH = "/media";

    /** Where Telnyx delivers webhooks. */
    String WEBHOOK_PATH = "/webhook";

    /**
     * Starts to listen.
     *
     * @param port where, 0 for any free one
     * @param streams takes streams
     * @param webhooks takes webhooks
     * @param ready what the health check says, where the server has one
     * @return the server, listening
     * @throws IOException if the port is taken
     */
    Open open(int port, StreamAcceptor streams, WebhookReceiver webhooks, BooleanSupplier ready) throws IOException;

    /** A server that listens. */
    interface Open extends AutoCloseable {
        /**
         * The port.
         *
         * @return where it listens
         */
        int port();

        /** Stops it. */
        @Override
        void close();

        /**
         * A server of this port.
         *
         * @param port where it listens
         * @param stop stops it
         * @return the server
         */
        static Open of(int port, Runnable stop) {
            return new Open() {
                @Override
                public int port() {
                    return port;
                }

                @Override
                public void close() {
                    stop.run();
                }
            };
        }
    }

    /**
     * The library's server for applications that have none.
     *
     * @param otherRequests answers what is neither a webhook, a stream nor the health check
     * @return the server, not listening yet
     */
    static Door onePort(RequestHandler otherRequests) {
        return (port, streams, webhooks, ready) -> {
            StreamServer server = StreamServer.builder(streams)
                    .port(port)
                    .streams(MEDIA_PATH)
                    .webhooks(WEBHOOK_PATH, webhooks)
                    .readiness(ready)
                    .requests(otherRequests)
                    .start();
            return Open.of(server.port(), server::close);
        };
    }
}
