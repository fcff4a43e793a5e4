package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.router.OwnerProgram;
import io.github.telnyxstream.testkit.router.RouterFailureContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class RedisFailureIT extends RouterFailureContract {
    @TempDir
    Path folder;

    private EngineProcess server;

    /** A node in a process of its own. */
    static final class Owner {
        private Owner() {}

        public static void main(String[] arguments) throws Exception {
            OwnerProgram.own(RedisBus.connect(arguments[0]), KEY);
        }
    }

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
    protected MessageBus connect() throws Exception {
        return RedisBus.connect(RedisServer.url(server));
    }

    @Override
    protected OwnerProgram owner() throws Exception {
        return OwnerProgram.start(Owner.class, RedisServer.url(server));
    }
}
