package io.github.telnyxstream.router.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.router.EngineProcess;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
