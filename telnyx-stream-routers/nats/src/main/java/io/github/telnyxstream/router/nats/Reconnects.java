package io.github.telnyxstream.router.nats;

import io.nats.client.Connection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at connections that the application makes. */
final class Reconnects {
    private static final Logger log = LoggerFactory.getLogger(Reconnects.class);

    private Reconnects() {}

    /** The client library's default is 60 tries, two minutes: afterwards it stays closed for good. */
    static void warnIfLimited(Connection connection) {
        int most = connection.getOptions().getMaxReconnect();
        if (most >= 0) {
            log.warn(
                    "The connection to NATS gives up after {} attempts to connect again, and what uses it stays away for good:"
                            + " make it with Options.Builder.maxReconnects(-1)",
                    most);
        }
    }
}
