package io.github.telnyxstream.examples.cluster;

import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The engines that the nodes may share. */
enum Engine {
    NATS("nats-server", "nats://127.0.0.1:", "-a", "127.0.0.1", "-p", "{port}", "-js", "-sd", "{folder}"),
    REDIS("redis-server", "redis://127.0.0.1:", "--bind", "127.0.0.1", "--port", "{port}", "--save", "");

    private final String program;
    private final String url;
    private final String[] arguments;

    Engine(String program, String url, String... arguments) {
        this.program = program;
        this.url = url;
        this.arguments = arguments;
    }

    EngineProcess start(Path folder) throws IOException {
        Path file = EngineProcess.find(program).orElse(null);
        Assumptions.assumeTrue(file != null, program + " is not installed (Debian's package " + program + ")");
        String[] command = new String[arguments.length + 1];
        command[0] = file.toString();
        for (int k = 0; k < arguments.length; k++) {
            command[k + 1] = arguments[k].replace("{folder}", folder.toString());
        }
        return EngineProcess.start(folder, command);
    }

    String url(EngineProcess server) {
        return url + server.port();
    }
}
