package io.github.telnyxstream.examples.echo;

import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The same streams on each server that the examples have. */
final class EchoServers {
    static final String DEFAULT = "one-port";
    private static final int SEND_BUFFER_BYTES = 64 << 10;
    private static final Map<String, Starter> KNOWN = new TreeMap<>(Map.of(
            "java-websocket", EchoServers::javaWebSocket, "jetty", EchoServers::jetty, DEFAULT, EchoServers::onePort));

    private EchoServers() {}

    /** A server that listens. */
    record Running(int port, Runnable stop) {}

    @FunctionalInterface
    private interface Starter {
        Running start(int port, StreamAcceptor acceptor) throws Exception;
    }

    /**
     * Starts a server with streams at any path; that of one port has them at {@code /media} and below.
     *
     * @throws IllegalArgumentException if there is no server of this name, or no such port
     * @throws UncheckedIOException if the port cannot be listened on
     */
    static Running start(String name, int port, StreamAcceptor acceptor) {
        Starter server = KNOWN.get(name);
        if (server == null) {
            throw new IllegalArgumentException(
                    "there is no server " + name + ", but " + String.join(", ", KNOWN.keySet()));
        }
        try {
            return server.start(port, acceptor);
        } catch (RuntimeException unusable) {
            throw unusable;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        } catch (Exception refused) {
            throw new IllegalStateException(name + " does not start", refused);
        }
    }

    private static Running javaWebSocket(int port, StreamAcceptor acceptor) {
        StreamWebSocketServer server = new StreamWebSocketServer(new InetSocketAddress(port), acceptor);
        server.start();
        return new Running(server.port(), server::stop);
    }

    private static Running jetty(int port, StreamAcceptor acceptor) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setPort(port);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.setHandler(new StreamHandler("/*", acceptor));
        server.start();
        return new Running(connector.getLocalPort(), () -> stop(server));
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception refused) {
            throw new IllegalStateException("Jetty does not stop", refused);
        }
    }

    private static Running onePort(int port, StreamAcceptor acceptor) throws IOException {
        StreamServer server = StreamServer.builder(acceptor).port(port).start();
        return new Running(server.port(), server::close);
    }
}
