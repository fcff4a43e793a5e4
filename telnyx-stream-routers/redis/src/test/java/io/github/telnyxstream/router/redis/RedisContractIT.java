package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.router.RouterContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisContractIT extends RouterContract {
    @TempDir
    static Path folder;

    static EngineProcess server;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    protected MessageBus connect() throws Exception {
        return RedisBus.connect(RedisServer.url(server));
    }
}
