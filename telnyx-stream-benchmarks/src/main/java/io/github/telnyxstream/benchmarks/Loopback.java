package io.github.telnyxstream.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An API that accepts every command, on the loopback interface; made of the JDK only, so that it loads no client's classes. */
@State(Scope.Benchmark)
public class Loopback {
    private static final byte[] ACCEPTED = "{\"data\":{\"result\":\"ok\"}}".getBytes(StandardCharsets.UTF_8);

    String baseUrl = "";
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable HttpServer server;

    @Setup(Level.Trial)
    public void start() throws IOException {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // else each answer waits for a delayed acknowledgement
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        started.setExecutor(threads);
        started.createContext("/", exchange -> {
            try (InputStream body = exchange.getRequestBody()) {
                body.readAllBytes();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ACCEPTED.length);
            exchange.getResponseBody().write(ACCEPTED);
            exchange.close();
        });
        started.start();
        server = started;
        baseUrl = "http://127.0.0.1:" + started.getAddress().getPort() + "/v2";
        warmUp(started.getAddress().getPort());
    }

    /** So that a first request measures the client's start and not the server's. */
    private static void warmUp(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("POST /v2/x HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
