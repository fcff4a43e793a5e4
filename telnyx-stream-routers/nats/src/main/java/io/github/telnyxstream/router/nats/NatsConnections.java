package io.github.telnyxstream.router.nats;

import io.nats.client.Connection;
import io.nats.client.KeyValueOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the stores use connections that the application makes. */
final class NatsConnections {
    private static final Logger log = LoggerFactory.getLogger(NatsConnections.class);
    /** A caller waits meanwhile; the default is as long as the application lets its connection take. */
    static final KeyValueOptions PATIENT =
            KeyValueOptions.builder().jsRequestTimeout(Duration.ofSeconds(2)).build();

    private NatsConnections() {}

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
