package io.github.telnyxstream.testkit.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A bad line between a client and a server: it delays, stalls, resets, and falls silent without a word to either side. All
 * connections that are made to it have the same line.
 *
 * <pre>{@code
 * try (TcpProxy line = TcpProxy.to(server.port())) {
 *     client.connect("ws://localhost:" + line.port() + "/media");
 *     line.stall();
 * }
 * }</pre>
 *
 * <p>Both ends are on the loopback address. <b>Threads:</b> thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int BACKLOG = 1_000;
    /** So that a stall is felt soon, and not after megabytes in the kernel. */
    private static final int SMALL_BUFFER_BYTES = 16 << 10;

    private final ServerSocket entrance;
    private final int serverPort;
    private final LineState state = new LineState();
    private final List<ProxiedConnection> connections = new CopyOnWriteArrayList<>();

    private TcpProxy(ServerSocket entrance, int serverPort) {
        this.entrance = entrance;
        this.serverPort = serverPort;
    }

    /**
     * A faultless line to a server.
     *
     * @param serverPort where the server listens on the loopback address
     * @return the line, open for connections
     * @throws IOException if there is no free port
     */
    public static TcpProxy to(int serverPort) throws IOException {
        ServerSocket entrance = new ServerSocket();
        entrance.setReceiveBufferSize(SMALL_BUFFER_BYTES);
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        TcpProxy proxy = new TcpProxy(entrance, serverPort);
        ProxiedConnection.startThread("proxy-entrance", proxy::accept);
        return proxy;
    }

    /**
     * Where clients connect.
     *
     * @return the TCP port on the loopback address
     */
    public int port() {
        return entrance.getLocalPort();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket server = new Socket();
            server.setReceiveBufferSize(SMALL_BUFFER_BYTES);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            connections.add(ProxiedConnection.begin(client, server, state));
        }
    }

    /**
     * From now on every byte arrives so much later, in both directions. Order and bandwidth stay as they are.
     *
     * @param time of the JVM's own clock, 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public void delay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time is " + time + ", must not be negative");
        }
        state.delay(time.toNanos());
    }

    /** From now on nothing goes on: the line reads from neither side, so that buffers fill up behind it. */
    public void stall() {
        state.become(LineState.Mode.STALLED);
    }

    /**
     * Everything goes on where it was stalled. What {@link #vanish} has swallowed is lost.
     */
    public void resume() {
        state.become(LineState.Mode.FLOWING);
    }

    /**
     * From now on the line swallows whatever either side says, the end of a connection too: each side believes that the
     * other is there, as after a cut cable or a router that has lost its tables.
     */
    public void vanish() {
        state.become(LineState.Mode.VANISHED);
    }

    /** Resets all connections that there are, on both sides (RFC 9293, section 3.5.2). */
    public void reset() {
        connections.forEach(ProxiedConnection::reset);
    }

    /**
     * How many connections there have been.
     *
     * @return connections, those that are over included
     */
    public int connections() {
        return connections.size();
    }

    /**
     * How many connections the server has left, in whatever way. Also told of a line that has vanished, unless the server
     * does so by a close that waits behind what it cannot send.
     *
     * @return connections
     */
    public int leftByServer() {
        return (int)
                connections.stream().filter(ProxiedConnection::isLeftByServer).count();
    }

    /** Ends all connections, and takes no more. */
    @Override
    public void close() {
        state.become(LineState.Mode.FLOWING);
        ProxiedConnection.closeQuietly(entrance);
        connections.forEach(ProxiedConnection::reset);
    }
}
