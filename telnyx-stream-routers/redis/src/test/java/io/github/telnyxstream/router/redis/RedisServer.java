package io.github.telnyxstream.router.redis;

import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real server, where it is installed. */
final class RedisServer {
    private RedisServer() {}

    static EngineProcess start(Path folder) throws IOException {
        Path program = EngineProcess.find("redis-server").orElse(null);
        Assumptions.assumeTrue(program != null, "redis-server is not installed (Debian's package redis-server)");
        return EngineProcess.start(folder, program.toString(), "--bind", "127.0.0.1", "--port", "{port}", "--save", "");
    }

    static String url(EngineProcess server) {
        return "redis://127.0.0.1:" + server.port();
    }
}
