package io.github.telnyxstream.router.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@SuppressWarnings("try") // closing a connection may be interrupted; a test ends then anyway
class NatsSeenWebhooksIT {
    private static final Duration KEEP = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void letsOneOfAllNodesHandleAWebhook() throws Exception {
        try (EngineProcess server = NatsServer.start(folder);
                Connection a = Nats.connect(NatsServer.url(server));
                Connection b = Nats.connect(NatsServer.url(server))) {
            NatsSeenWebhooks here = NatsSeenWebhooks.create(a, "webhooks", KEEP);
            NatsSeenWebhooks there = NatsSeenWebhooks.create(b, "webhooks", KEEP);

            long first = IntStream.range(0, 400)
                    .parallel()
                    .filter(k -> (k % 2 == 0 ? here : there).firstSeen("event/" + k / 4 + " *.>"))
                    .count();

            assertThat(first).isEqualTo(100);
        }
    }

    @Test
    void throwsWhenTheServerIsAwaySoThatTheEventIsHandledAllTheSame() throws Exception {
        try (EngineProcess server = NatsServer.start(folder);
                Connection connection = Nats.connect(NatsServer.url(server))) {
            NatsSeenWebhooks seen = NatsSeenWebhooks.create(connection, "webhooks", KEEP);
            server.kill();
            assertThatThrownBy(() -> seen.firstSeen("event")).isInstanceOf(RuntimeException.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> NatsSeenWebhooks.create(connection, "webhooks", Duration.ofSeconds(59)));
        }
    }

    /** Two minutes without a server, and every webhook would be handled by each node for good. */
    @Test
    void warnsOfAConnectionThatGivesUp() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(NatsConnections.class);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        logger.setLevel(Level.WARN);
        logger.addAppender(warnings);
        warnings.start();
        try (EngineProcess server = NatsServer.start(folder);
                Connection limited = Nats.connect(NatsServer.url(server));
                Connection unlimited = Nats.connect(Options.builder()
                        .server(NatsServer.url(server))
                        .maxReconnects(-1)
                        .build())) {
            NatsSeenWebhooks.create(unlimited, "webhooks", KEEP);
            assertThat(warnings.list).isEmpty();
            NatsSeenWebhooks.create(limited, "webhooks", KEEP);
            assertThat(warnings.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .contains("60 attempts", "maxReconnects(-1)");
        } finally {
            logger.detachAppender(warnings);
        }
    }
}
