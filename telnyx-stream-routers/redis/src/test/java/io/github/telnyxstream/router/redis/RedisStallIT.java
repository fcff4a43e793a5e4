package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.router.RouterStallContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisStallIT extends RouterStallContract {
    @TempDir
    Path folder;

    private EngineProcess server;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start(folder);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected EngineProcess engine() {
        return server;
    }

    @Override
    protected MessageBus connect() {
        return RedisBus.connect(RedisServer.url(server), Duration.ofMillis(200));
    }
}
