package io.github.telnyxstream.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisBusIT {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    /** The client library would: owners remember for a minute, and the server may be away for longer. */
    @Test
    void doesNotSendAgainWhatWasOnItsWayWhenTheServerDied() throws Exception {
        EngineProcess server = RedisServer.start(folder);
        RedisBus bus = RedisBus.connect(RedisServer.url(server), NEVER);
        try (server;
                bus) {
            bus.send("topic", new byte[] {1}).join();
            server.freeze();
            assertThatThrownBy(() -> bus.send("topic", new byte[] {2}).join())
                    .hasCauseInstanceOf(TimeoutException.class);
            server.kill();
            server.startAgain();
            Eventually.until(() -> bus.send("topic", new byte[] {3})
                    .handle((receivers, away) -> away == null)
                    .join());
            try (RedisClient client = RedisClient.create(RedisServer.url(server));
                    StatefulRedisConnection<String, String> connection = client.connect()) {
                assertThat(connection.sync().info("commandstats")).contains("cmdstat_publish:calls=1,");
            }
        }
    }
}
