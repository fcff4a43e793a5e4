package io.github.telnyxstream.examples.echo;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code echo}: {@link EchoServer} with a port and, where strangers could come, a token. */
@Command(
        name = "echo",
        description =
                "Says back to callers what they say; streams come in at /media and below, on other servers at any path.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample: whoever streams to ws://127.0.0.1:8080/media hears themselves%n",
        footer = "  echo --port 8080 --server jetty")
public final class EchoCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(EchoCommand.class);

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "default ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "what a stream has to show, as stream_auth_token or as the last part of its URL's path")
    private @Nullable String token;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            defaultValue = EchoServers.DEFAULT,
            description = "one-port, jetty or java-websocket (for a trusted network); default ${DEFAULT-VALUE}")
    private String serverName = EchoServers.DEFAULT;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command. */
    public EchoCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        EchoServers.Running server;
        try {
            server = start(serverName, port, token);
        } catch (IllegalArgumentException | UncheckedIOException unusable) {
            complain(unusable);
            return ExitCode.USAGE;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndExit(server), "stop"));
        log.info("echo listens on port {}, on {}", server.port(), serverName);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void complain(RuntimeException unusable) {
        boolean taken = unusable instanceof UncheckedIOException;
        String reason = taken ? Objects.toString(unusable.getCause(), "") : unusable.getMessage();
        Objects.requireNonNull(spec, "picocli sets it")
                .commandLine()
                .getErr()
                .println((taken ? "--port " + port + " cannot be listened on: " : "--port, --token or --server: ")
                        + reason);
    }

    static EchoServers.Running start(String server, int port, @Nullable String token) {
        StreamAcceptor.Builder acceptor = StreamAcceptor.builder(EchoServer.EchoListener::new);
        if (token != null) {
            acceptor.authenticator(StreamAuthenticator.sharedToken(token));
        }
        return EchoServers.start(server, port, acceptor.build());
    }

    private static void stopAndExit(EchoServers.Running server) {
        server.stop().run();
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
