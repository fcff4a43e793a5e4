package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/**
 * A small server for streams and nothing else: the shortest way from a port to a listener.
 *
 * <pre>{@code
 * StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
 * new StreamWebSocketServer(new InetSocketAddress(8080), acceptor).start();
 * }</pre>
 *
 * <p>Streams come in at any path; who is not let in gets 401, 403 or 503 and is never upgraded. A request must be whole
 * within 10 s and 16 KiB (else 431). A request that is no stream is answered as the application says; without, {@code GET /}
 * gets 200 for the load balancer, everything else 426. There is no TLS: a proxy or tunnel in front ends it. At level TRACE the loggers of {@code org.java_websocket} write what goes over the wire,
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
        this(address, acceptor, StreamWebSocketServer::healthOnly);
    }

    /**
     * A server that does not listen yet, and answers more than streams.
     *
     * @param address where to listen; port 0 takes a free one
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     * @param plainRequests answers a GET, HEAD or OPTIONS that asks for no stream; called on threads of the JDK's common
     *     pool, may block, and must be thread-safe
     */
    public StreamWebSocketServer(
            InetSocketAddress address, Admissions acceptor, Function<? super Handshake, PlainAnswer> plainRequests) {
        this.sockets = new StreamSockets(
                address,
                Objects.requireNonNull(acceptor, "acceptor"),
                Objects.requireNonNull(plainRequests, "plainRequests"));
    }

    private static PlainAnswer healthOnly(Handshake request) {
        return request.path().equals("/")
                ? new PlainAnswer(200, "streams are taken here\n")
                : new PlainAnswer(426, "this server takes streams\n");
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
