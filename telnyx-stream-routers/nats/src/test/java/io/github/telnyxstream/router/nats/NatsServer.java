package io.github.telnyxstream.router.nats;

import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The real server, where it is installed. */
final class NatsServer {
    private NatsServer() {}

    static EngineProcess start(Path folder) throws IOException {
        Path program = EngineProcess.find("nats-server").orElse(null);
        Assumptions.assumeTrue(program != null, "nats-server is not installed (Debian's package nats-server)");
        return EngineProcess.start(
                folder, program.toString(), "-a", "127.0.0.1", "-p", "{port}", "-js", "-sd", folder.toString());
    }

    static String url(EngineProcess server) {
        return "nats://127.0.0.1:" + server.port();
    }
}
