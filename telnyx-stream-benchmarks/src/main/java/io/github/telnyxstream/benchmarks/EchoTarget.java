package io.github.telnyxstream.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.telnyxstream.adapter.javawebsocket.StreamWebSocketServer;
import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.adapter.netty.StreamUpgradeHandler;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.ToLongFunction;
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
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final long IDLE_MILLIS = 600_000;

    private EchoTarget() {}

    /** Runs on a thread of the engine's. */
    static final class Echo implements StreamListener {
        @Override
        public void onFailed(StreamSession session, StreamFailure failure) {
            complain(failure);
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /** Runs on the thread that has brought the frame. */
    static final class PromptEcho implements StreamListener.NonBlocking {
        @Override
        public void onFailed(StreamSession session, StreamFailure failure) {
            complain(failure);
        }

        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    /**
     * Serves until its input ends.
     *
     * @param arguments {@code java-websocket}, {@code jetty} or {@code netty}; {@code bare}, {@code prompt} or {@code default}
     * @throws Exception if the server cannot be had
     */
    public static void main(String[] arguments) throws Exception {
        // calls say nothing while it is another process's turn, and the client answers no ping; a server that is still
        // cold on
        // a busy machine falls seconds behind, which is no reason to hang up here
        StreamAcceptor acceptor = StreamAcceptor.builder(arguments[1].equals("prompt") ? PromptEcho::new : Echo::new)
                .options(AcceptorOptions.builder()
                        .maxSessions(2000)
                        .silentPeerTimeout(Duration.ZERO)
                        .sendTimeout(Duration.ofMinutes(1))
                        .build())
                .build();
        boolean bare = arguments[1].equals("bare");
        int port = switch (arguments[0]) {
            case "jetty" -> jetty(bare, acceptor);
            case "netty" -> netty(acceptor);
            default -> javaWebSocket(bare, acceptor);
        };
        answer(String.valueOf(port));
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            answer(String.valueOf(answerTo(question, acceptor)));
        }
        System.exit(0);
    }

    private static long answerTo(String question, StreamAcceptor acceptor) {
        return switch (question) {
            case "cpu" -> ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
            case "compiled" -> ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
            case "threads" -> ManagementFactory.getThreadMXBean().getThreadCount();
            case "heap" -> {
                System.gc();
                yield Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
            }
            case "underruns" -> sum(acceptor, StreamStatistics::underruns);
            case "lost" -> sum(acceptor, each -> each.framesLost() + each.framesDropped());
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static long sum(StreamAcceptor acceptor, ToLongFunction<StreamStatistics> counter) {
        return acceptor.sessions().stream()
                .mapToLong(each -> counter.applyAsLong(each.statistics()))
                .sum();
    }

    /** No call may end while it is measured. */
    @SuppressWarnings("SystemOut")
    private static void complain(StreamFailure failure) {
        System.err.println("A call has failed: " + failure.kind() + ", " + failure.message());
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

    private static int netty(StreamAcceptor acceptor) throws InterruptedException {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new StreamUpgradeHandler("/", acceptor));
                    }
                })
                .bind(ANY)
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static int jetty(boolean bare, StreamAcceptor acceptor) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        if (bare) {
            server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
                // calls say nothing while it is another process's turn
                container.setIdleTimeout(Duration.ZERO);
                container.addMapping("/*", (request, response, callback) -> new BareEndpoint());
            }));
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
            // it would close calls that are silent while it is another process's turn
            setConnectionLostTimeout(0);
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
    static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader answers;
        final int port;

        Running(String server, String kind) throws IOException {
            process = Child.of(EchoTarget.class, server, kind).start();
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            port = Integer.parseInt(answers.readLine().trim());
        }

        /** Processor time so far, of all its threads. */
        long cpuNanos() throws IOException {
            ask("cpu");
            return answer();
        }

        /** Asks without waiting for the answer. */
        void ask(String question) throws IOException {
            process.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        /** The answer to the oldest question that has none yet. */
        long answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("the server's process has ended");
            }
            return Long.parseLong(line.trim());
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
