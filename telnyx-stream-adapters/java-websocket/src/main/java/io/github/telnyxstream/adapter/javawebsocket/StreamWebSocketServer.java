package io.github.telnyxstream.adapter.javawebsocket;

import io.github.telnyxstream.stream.transport.Admissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Objects;
import org.java_websocket.framing.CloseFrame;
import org.jspecify.annotations.Nullable;

/**
 * A small server for streams and nothing else, on a network that is trusted: behind a proxy that ends TLS and keeps strangers
 * away, or for a test. Where anybody can connect, take {@code StreamServer} of {@code telnyx-stream-server} instead, or the
 * server that the application runs.
 *
 * <pre>{@code
 * StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
 * new StreamWebSocketServer(new InetSocketAddress(8080), acceptor).start();
 * }</pre>
 *
 * <p>Streams come in at any path; who is not let in gets 401, 403 or 503 and is never upgraded, a request that is no
 * upgrade gets 426, and one whose head is longer than 16 KiB is cut off. A request may take as long as it likes, frames
 * without a mask are taken, and nothing counts the connections that have not said who they are. At level TRACE the loggers
 * of {@code org.java_websocket} write what goes over the wire, audio and tokens included; leave them above it.
 *
 * <p>Life-cycle: {@link #start}, then {@link #stop}, each once; the acceptor is not closed with it. Its threads keep the
 * JVM alive until it is stopped. <b>Threads:</b> thread-safe.
 */
public final class StreamWebSocketServer {
    private final InetSocketAddress address;
    private final Admissions acceptor;
    private @Nullable StreamSockets sockets;
    private boolean stopped;

    /**
     * A server that does not listen yet.
     *
     * @param address where to listen; port 0 takes a free one
     * @param acceptor what the streams are given to: a {@link io.github.telnyxstream.stream.StreamAcceptor}
     */
    public StreamWebSocketServer(InetSocketAddress address, Admissions acceptor) {
        this.address = Objects.requireNonNull(address, "address");
        this.acceptor = Objects.requireNonNull(acceptor, "acceptor");
    }

    /**
     * Listens. Returns when connections are accepted.
     *
     * @throws java.io.UncheckedIOException if the address cannot be had
     * @throws IllegalStateException if it was started or stopped before
     */
    public synchronized void start() {
        if (sockets != null || stopped) {
            throw new IllegalStateException("started or stopped before");
        }
        try {
            sockets = new StreamSockets(ServerSocketChannel.open().bind(address), acceptor);
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on " + address, taken);
        }
        sockets.start();
        sockets.started.join();
    }

    /**
     * Where it listens.
     *
     * @return the TCP port; after {@link #start} the real one, also when 0 was asked for
     */
    public synchronized int port() {
        return sockets == null ? address.getPort() : sockets.getPort();
    }

    /**
     * Closes all streams with code 1001 and stops listening. Returns when that is done, after some seconds at most.
     */
    public synchronized void stop() {
        stopped = true;
        if (sockets == null) {
            return;
        }
        // before the library stops: on a busy machine its selector may end before it has closed a socket
        sockets.getConnections().forEach(socket -> socket.close(CloseFrame.GOING_AWAY));
        try {
            sockets.stop(2_000);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        // what has not closed in order, which the library forgets
        sockets.getConnections().forEach(socket -> ((StreamSocket) socket).drop());
    }
}
