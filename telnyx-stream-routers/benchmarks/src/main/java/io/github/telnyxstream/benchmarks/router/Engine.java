package io.github.telnyxstream.benchmarks.router;

import io.github.telnyxstream.router.nats.NatsBus;
import io.github.telnyxstream.router.redis.RedisBus;
import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.testkit.router.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;

/** What carries messages: how it is started, and how each side connects to it. */
enum Engine {
    NATS("nats-server", "nats://127.0.0.1:", "-a", "127.0.0.1", "-p", "{port}") {
        @Override
        MessageBus bus(String url) throws IOException, InterruptedException {
            return NatsBus.connect(url);
        }

        @Override
        Bare bare(String url) throws IOException, InterruptedException {
            return NatsBare.connect(url);
        }
    },
    REDIS("redis-server", "redis://127.0.0.1:", "--bind", "127.0.0.1", "--port", "{port}", "--save", "") {
        @Override
        MessageBus bus(String url) {
            return RedisBus.connect(url);
        }

        @Override
        Bare bare(String url) {
            return RedisBare.connect(url);
        }
    };

    private final String program;
    private final String url;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes into it
    private final String[] arguments;

    Engine(String program, String url, String... arguments) {
        this.program = program;
        this.url = url;
        this.arguments = arguments;
    }

    abstract MessageBus bus(String url) throws IOException, InterruptedException;

    abstract Bare bare(String url) throws IOException, InterruptedException;

    EngineProcess start(Path folder) throws IOException {
        Path file = EngineProcess.find(program)
                .orElseThrow(() -> new IOException(program + " is not installed (Debian's package " + program + ")"));
        String[] command = new String[arguments.length + 1];
        command[0] = file.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return EngineProcess.start(folder, command);
    }

    String url(EngineProcess server) {
        return url + server.port();
    }
}
