package io.github.telnyxstream.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.router.EngineProcess;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisEndedCallsIT {
    private static final String CALL = "v3:a call/with *odd.> signs";

    @TempDir
    Path folder;

    @Test
    void letsEveryNodeKnowThatACallIsOver() throws Exception {
        try (EngineProcess server = RedisServer.start(folder);
                RedisClient a = RedisClient.create(RedisServer.url(server));
                RedisClient b = RedisClient.create(RedisServer.url(server));
                RedisEndedCalls here = RedisEndedCalls.create(a);
                RedisEndedCalls there = RedisEndedCalls.create(b)) {
            assertThat(there.hasEnded(CALL).toCompletableFuture().join()).isFalse();
            here.end(CALL, Duration.ofHours(5)).toCompletableFuture().join();
            assertThat(there.hasEnded(CALL).toCompletableFuture().join()).isTrue();
            assertThat(there.hasEnded("another").toCompletableFuture().join()).isFalse();
            server.kill();
            assertThatThrownBy(() -> there.hasEnded(CALL).toCompletableFuture().join())
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
