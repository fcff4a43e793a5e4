package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between Telnyx and the machine's streams. What it is told to keep, it does not pass on: somebody else may come to
 * the machine with the token that was in it.
 */
final class Front implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private static final int BACKLOG = 512;

    private final int machinePort;
    private final ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    private final BlockingQueue<byte[]> kept = new LinkedBlockingQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private volatile boolean keeping;

    Front(int machinePort) throws IOException {
        this.machinePort = machinePort;
        daemon("front", () -> {
            while (!server.isClosed()) {
                Socket caller = server.accept();
                open.add(caller);
                daemon("front-caller", () -> serve(caller));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    void keep(boolean value) {
        keeping = value;
    }

    /** The head of an upgrade request that the machine has not seen. */
    byte[] nextHead() {
        return Eventually.next(kept);
    }

    private void serve(Socket caller) throws IOException {
        byte[] head = head(caller.getInputStream());
        if (keeping) {
            kept.add(head);
            return;
        }
        Socket machine = new Socket(InetAddress.getLoopbackAddress(), machinePort);
        open.add(machine);
        caller.setTcpNoDelay(true);
        machine.setTcpNoDelay(true);
        machine.getOutputStream().write(head);
        daemon("front-machine", () -> pump(machine, caller));
        pump(caller, machine);
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** A request's or an answer's head with the empty line behind it. */
    static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up amid a head");
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toByteArray();
    }

    private interface Deed {
        void run() throws IOException;
    }

    private static void daemon(String name, Deed deed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        deed.run();
                    } catch (IOException gone) {
                        log.trace("Somebody hung up", gone);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
