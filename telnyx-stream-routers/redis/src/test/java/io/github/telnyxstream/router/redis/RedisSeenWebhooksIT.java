package io.github.telnyxstream.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.router.EngineProcess;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisSeenWebhooksIT {
    private static final Duration KEEP = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void letsOneOfAllNodesHandleAWebhook() throws Exception {
        try (EngineProcess server = RedisServer.start(folder);
                RedisClient client = RedisClient.create(RedisServer.url(server));
                RedisSeenWebhooks here = RedisSeenWebhooks.create(client, KEEP);
                RedisSeenWebhooks there = RedisSeenWebhooks.create(client, KEEP)) {
            long first = IntStream.range(0, 400)
                    .parallel()
                    .filter(k -> (k % 2 == 0 ? here : there).firstSeen("event/" + k / 4))
                    .count();

            assertThat(first).isEqualTo(100);
        }
    }

    @Test
    void throwsWhenTheServerIsAwaySoThatTheEventIsHandledAllTheSame() throws Exception {
        try (EngineProcess server = RedisServer.start(folder);
                RedisClient client = RedisClient.create(RedisServer.url(server));
                RedisSeenWebhooks seen = RedisSeenWebhooks.create(client, KEEP)) {
            client.setOptions(io.lettuce.core.ClientOptions.builder()
                    .disconnectedBehavior(io.lettuce.core.ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                    .build());
            server.kill();
            assertThatThrownBy(() -> seen.firstSeen("event")).isInstanceOf(RuntimeException.class);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RedisSeenWebhooks.create(client, Duration.ofSeconds(59)));
        }
    }
}
