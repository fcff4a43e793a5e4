package io.github.telnyxstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/**
 * A process with one server that sends back what it hears: ours on a server library, or the same library without us. It
 * writes its port, and for each line that it reads the nanoseconds of processor time that it has taken so far.
 */
public final class EchoTarget {
    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

    private EchoTarget() {}

    /** Runs on a thread of the engine's. */
    static final class Echo implements StreamListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /** Runs on the thread that has brought the frame. */
    static final class PromptEcho implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /**
     * Serves until its input ends.
     *
     * @param arguments {@code java-websocket} or {@code jetty}; {@code bare}, {@code prompt} or {@code default}
     * @throws Exception if the server cannot be had
     */
    public static void main(String[] arguments) throws Exception {
        StreamAcceptor acceptor = StreamAcceptor.create(arguments[1].equals("prompt") ? PromptEcho::new : Echo::new);
        boolean bare = arguments[1].equals("bare");
        int port = arguments[0].equals("jetty") ? jetty(bare, acceptor) : javaWebSocket(bare, acceptor);
        answer(String.valueOf(port));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            answer(String.valueOf(system.getProcessCpuTime()));
        }
        System.exit(0);
    }

    @SuppressWarnings("SystemOut")
    private static void answer(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static int javaWebSocket(boolean bare, StreamAcceptor acceptor) throws InterruptedException {
        if (!bare) {
            StreamWebSocketServer server = new StreamWebSocketServer(ANY, acceptor);
            server.start();
            return server.port();
        }
        BareSockets server = new BareSockets();
        server.start();
        server.awaitBound();
        return server.getPort();
    }

    private static int jetty(boolean bare, StreamAcceptor acceptor) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        if (bare) {
            server.setHandler(WebSocketUpgradeHandler.from(
                    server,
                    container -> container.addMapping("/*", (request, response, callback) -> new BareEndpoint())));
        } else {
            server.setHandler(new StreamHandler("/*", acceptor));
        }
        server.start();
        return connector.getLocalPort();
    }

    /** The library's own echo; the start message is not one. */
    private static final class BareSockets extends WebSocketServer {
        private final java.util.concurrent.CountDownLatch bound = new java.util.concurrent.CountDownLatch(1);

        BareSockets() {
            super(ANY);
            setTcpNoDelay(true);
        }

        void awaitBound() throws InterruptedException {
            bound.await();
        }

        @Override
        public void onStart() {
            bound.countDown();
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {}

        @Override
        public void onMessage(WebSocket socket, String message) {
            if (LoopClient.isMedia(message)) {
                socket.send(message);
            }
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onError(WebSocket socket, Exception cause) {
            throw new IllegalStateException(cause);
        }
    }

    /** Jetty's own echo. Public, because Jetty calls it by reflection. */
    public static final class BareEndpoint extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketText(String message) {
            if (LoopClient.isMedia(message)) {
                getSession().sendText(message, Callback.NOOP);
            }
        }
    }

    /** An {@link EchoTarget} as its user sees it. */
    static final class Process implements AutoCloseable {
        private final java.lang.Process process;
        private final BufferedReader answers;
        final int port;

        Process(String server, String kind) throws IOException {
            process = Child.of(EchoTarget.class, server, kind).start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            port = Integer.parseInt(answers.readLine().trim());
        }

        /** Processor time so far, of all its threads. */
        long cpuNanos() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return Long.parseLong(answers.readLine().trim());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
