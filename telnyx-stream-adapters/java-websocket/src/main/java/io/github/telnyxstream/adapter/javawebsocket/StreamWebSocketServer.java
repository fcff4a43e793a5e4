package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admissions;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * A small server for streams and nothing else: the shortest way from a port to a listener.
 *
 * <pre>{@code
 * StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
 * new StreamWebSocketServer(new InetSocketAddress(8080), acceptor).start();
 * }</pre>
 *
 * <p>Streams come in at any path; who is not let in gets 401, 403 or 503 and is never upgraded. There is no TLS: a proxy
 * or tunnel in front ends it. At level TRACE the loggers of {@code org.java_websocket} write what goes over the wire,
 * audio and tokens included; leave them above it.
 *
 * <p>Life-cycle: {@link #start}, then {@link #stop}, each once; the acceptor is not closed with it. Its threads keep the
 * JVM alive until it is stopped. <b>Threads:</b> thread-safe.
 */
public final class StreamWebSocketServer {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final StreamSockets sockets;

    /**
     * A server that does not listen yet.
     *
     * @param address where to listen; port 0 takes a free one
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamWebSocketServer(InetSocketAddress address, Admissions acceptor) {
        this.sockets = new StreamSockets(address, acceptor);
    }

    /**
     * Listens. Returns when connections are accepted.
     *
     * @throws java.io.UncheckedIOException if the address cannot be had
     * @throws IllegalStateException if it was started or stopped before
     */
    public void start() {
        sockets.start();
        sockets.awaitBound();
    }

    /**
     * Where it listens.
     *
     * @return the TCP port; after {@link #start} the real one, also when 0 was asked for
     */
    public int port() {
        return sockets.getPort();
    }

    /**
     * Closes all streams with code 1001 and stops listening. Returns when that is done, after some seconds at most.
     */
    public void stop() {
        try {
            sockets.stop((int) STOP_PATIENCE.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        sockets.dropAll();
    }
}
