package io.github.telnyxstream.testkit.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection over a line: for each direction a thread that reads, and one that passes on what is due. */
final class ProxiedConnection {
    private static final Logger log = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int CHUNK_BYTES = 8 << 10;
    private static final int MAX_CHUNKS_UNDER_WAY = 1_024;

    private final Socket client;
    private final Socket server;
    private final LineState state;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicInteger directionsOver = new AtomicInteger();
    private volatile boolean leftByServer;

    /** Bytes and when they arrive; none at the end. */
    private static final class Chunk {
        private final byte[] bytes;
        private final long dueNanos;

        Chunk(byte[] bytes, long dueNanos) {
            this.bytes = bytes;
            this.dueNanos = dueNanos;
        }
    }

    /** Something that ends when a socket is closed under it. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private ProxiedConnection(Socket client, Socket server, LineState state) {
        this.client = client;
        this.server = server;
        this.state = state;
    }

    static ProxiedConnection begin(Socket client, Socket server, LineState state) {
        ProxiedConnection connection = new ProxiedConnection(client, server, state);
        connection.beginDirection("proxy-to-server", client, server);
        connection.beginDirection("proxy-to-client", server, client);
        return connection;
    }

    static Thread startThread(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException over) {
                        log.trace("A connection is over", over);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void beginDirection(String name, Socket from, Socket to) {
        BlockingQueue<Chunk> underWay = new LinkedBlockingQueue<>(MAX_CHUNKS_UNDER_WAY);
        threads.add(startThread(name + "-reader", () -> read(from, underWay)));
        threads.add(startThread(name + "-writer", () -> write(underWay, to)));
    }

    private void read(Socket from, BlockingQueue<Chunk> underWay) throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        try {
            while (true) {
                state.awaitMoving();
                int count = from.getInputStream().read(buffer);
                if (count < 0) {
                    underWay.put(new Chunk(new byte[0], System.nanoTime() + state.delayNanos()));
                    return;
                }
                if (!state.isVanished()) {
                    underWay.put(new Chunk(Arrays.copyOf(buffer, count), System.nanoTime() + state.delayNanos()));
                }
            }
        } catch (IOException broken) {
            state.awaitMoving();
            if (!state.isVanished()) {
                reset();
            }
            throw broken;
        } finally {
            leftByServer |= from.equals(server);
        }
    }

    private void write(BlockingQueue<Chunk> underWay, Socket to) throws IOException, InterruptedException {
        while (true) {
            Chunk next = underWay.take();
            awaitDue(next);
            state.awaitMoving();
            if (state.isVanished()) {
                continue;
            }
            if (next.bytes.length == 0) {
                to.shutdownOutput();
                if (directionsOver.incrementAndGet() == 2) {
                    closeQuietly(client);
                    closeQuietly(server);
                }
                return;
            }
            to.getOutputStream().write(next.bytes);
        }
    }

    private void awaitDue(Chunk chunk) throws InterruptedException {
        long left = chunk.dueNanos - System.nanoTime();
        while (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
            left = chunk.dueNanos - System.nanoTime();
        }
    }

    boolean isLeftByServer() {
        return leftByServer;
    }

    /** Closes both sockets, so that both sides get a reset. */
    void reset() {
        for (Socket each : new Socket[] {client, server}) {
            try {
                each.setSoLinger(true, 0);
            } catch (IOException closedAlready) {
                log.trace("Reset twice", closedAlready);
            }
            closeQuietly(each);
        }
        threads.forEach(Thread::interrupt);
    }

    static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException refused) {
            log.trace("Could not be closed", refused);
        }
    }
}
