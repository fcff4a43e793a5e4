package io.github.telnyxstream.server;

import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.adapter.jetty.WebhookRequestHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.KeyStoreScanner;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * One port for a plain application: streams, webhooks, a health check and the application's own requests, because
 * whoever is behind a tunnel or a load balancer has one port.
 *
 * <pre>{@code
 * StreamServer server = StreamServer.builder(acceptor)
 *         .port(8080)
 *         .webhooks("/webhook", webhookReceiver)
 *         .requests(request -> WebReply.text(200, "hello\n"))
 *         .start();
 * }</pre>
 *
 * <p>Strangers: a connection that has not brought an admitted stream, a genuine webhook or a request that the
 * application did not refuse is a stranger's. At most {@link Builder#strangers} of them are open, the oldest goes when
 * one more comes, and one that brings no whole request within {@link Builder#patience} goes too; a head has 16 KiB at
 * most, a body 1 MiB and five seconds. So whoever pours or holds back bytes stops no call.
 *
 * <p>Life-cycle: it owns its port and threads; {@link #close} gives them back and cuts what is open, so drain the
 * acceptor before. Acceptor and receiver are not closed with it. <b>Threads:</b> thread-safe.
 */
public final class StreamServer implements AutoCloseable {
    /** Kernel buffers hide a peer that stopped reading: minutes of audio by default, seconds with these. */
    private static final int SEND_BUFFER_BYTES = 65_536;

    private static final int MAX_HEAD_BYTES = 16 << 10;
    private static final int REQUEST_THREADS = 16;
    private static final int REQUESTS_WAITING = 256;

    private final Server server;
    private final ServerConnector connector;
    private final ThreadPoolExecutor requestThreads;
    private final OpenSockets sockets = new OpenSockets();

    private StreamServer(Builder builder) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("telnyx-stream-server");
        threads.setDaemon(true);
        server = new Server(threads);
        requestThreads = requestThreads();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEAD_BYTES);
        connector = connector(builder, http);
        connector.setHost(builder.host);
        connector.setPort(builder.port);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        connector.getSelectorManager().addEventListener(sockets);
        server.addConnector(connector);
        Strangers strangers = new Strangers(
                builder.strangers, builder.patience.toNanos(), connector.getScheduler(), System::nanoTime);
        connector.addBean(strangers);
        server.setHandler(new Watched(strangers, handlers(builder, strangers)));
    }

    private ServerConnector connector(Builder builder, HttpConfiguration http) {
        TlsKeyStore tls = builder.tls;
        if (tls == null) {
            return new ServerConnector(server, new HttpConnectionFactory(http));
        }
        // names are the business of whoever routes to this port: nothing here depends on them
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStorePath(tls.file().toAbsolutePath().toString());
        ssl.setKeyStorePassword(tls.password());
        KeyStoreScanner changes = new KeyStoreScanner(ssl);
        changes.setScanInterval(builder.keyStoreScanSeconds);
        server.addBean(changes);
        return new ServerConnector(server, new SslConnectionFactory(ssl, "http/1.1"), new HttpConnectionFactory(http));
    }

    private Handler handlers(Builder builder, Strangers strangers) {
        Handler.Sequence rest = new Handler.Sequence();
        WebhookReceiver receiver = builder.webhooks;
        if (receiver != null) {
            rest.addHandler(
                    new WebhookRequestHandler(builder.webhookPath, receiver, request -> known(strangers, request)));
        }
        rest.addHandler(new Health(builder.healthPath, builder.streams, builder.ready));
        RequestHandler own = builder.requests;
        if (own != null) {
            rest.addHandler(new OwnRequests(own, requestThreads, request -> known(strangers, request)));
        }
        return new StreamHandler(builder.streamPath, builder.streams, rest);
    }

    private static void known(Strangers strangers, Request request) {
        strangers.known(request.getConnectionMetaData().getConnection());
    }

    private static ThreadPoolExecutor requestThreads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                REQUEST_THREADS,
                REQUEST_THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(REQUESTS_WAITING),
                task -> {
                    Thread thread = new Thread(task, "telnyx-stream-server-requests-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Tells the watch over strangers when requests come and go. */
    private static final class Watched extends Handler.Wrapper {
        private final Strangers strangers;

        Watched(Strangers strangers, Handler next) {
            super(next);
            this.strangers = strangers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            var connection = request.getConnectionMetaData().getConnection();
            strangers.asked(connection);
            Request.addCompletionListener(request, failure -> strangers.answered(connection));
            return super.handle(request, response, callback);
        }
    }

    /**
     * Starts from the defaults: all addresses, port 8080, streams under {@code /media}, no webhooks.
     *
     * @param streams what the streams are given to
     * @return a builder
     */
    public static Builder builder(StreamAcceptor streams) {
        return new Builder(streams);
    }

    private void listen() throws IOException {
        try {
            server.start();
        } catch (Exception notStarted) {
            close();
            Throwable reason = notStarted.getCause() == null ? notStarted : notStarted.getCause();
            throw new IOException(
                    "port " + connector.getPort() + " cannot be listened on: " + reason.getMessage(), notStarted);
        }
    }

    /**
     * The port.
     *
     * @return where it listens
     */
    public int port() {
        return connector.getLocalPort();
    }

    /** Stops listening and cuts what is open. A second call does nothing. */
    @Override
    public void close() {
        requestThreads.shutdownNow();
        try {
            server.stop();
        } catch (Exception notStopped) {
            throw new IllegalStateException("the server did not stop", notStopped);
        } finally {
            sockets.close();
        }
    }

    OpenSockets sockets() {
        return sockets;
    }

    /** Collects what a server needs. One thread at a time. */
    public static final class Builder {
        private final StreamAcceptor streams;
        private @Nullable String host;
        private int port = 8080;
        private String streamPath = "/media/*";
        private String webhookPath = "/webhook";
        private String healthPath = "/healthz";
        private BooleanSupplier ready = () -> true;
        private @Nullable WebhookReceiver webhooks;
        private @Nullable RequestHandler requests;
        private @Nullable TlsKeyStore tls;
        private int strangers = 1_024;
        private Duration patience = Duration.ofSeconds(10);
        private int keyStoreScanSeconds = 10;

        private Builder(StreamAcceptor streams) {
            this.streams = Objects.requireNonNull(streams, "streams");
        }

        /**
         * Where to listen.
         *
         * @param host name or address of one interface; all of them unless set
         * @return this
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host");
            return this;
        }

        /**
         * Where to listen.
         *
         * @param port 1 to 65535, or 0 for any free one; 8080 unless set
         * @return this
         * @throws IllegalArgumentException for another number
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port is " + port + ", must be 0 to 65535");
            }
            this.port = port;
            return this;
        }

        /**
         * Where streams come in: at this path and below, since a token may be its last part.
         *
         * @param path begins with a slash, {@code /media} unless set
         * @return this
         * @throws IllegalArgumentException if it does not
         */
        public Builder streams(String path) {
            this.streamPath = path(path) + "/*";
            return this;
        }

        /**
         * Takes webhooks.
         *
         * @param path where Telnyx delivers, begins with a slash
         * @param receiver checks and handles them; not closed with the server
         * @return this
         * @throws IllegalArgumentException if the path does not begin with a slash
         */
        public Builder webhooks(String path, WebhookReceiver receiver) {
            this.webhookPath = path(path);
            this.webhooks = Objects.requireNonNull(receiver, "receiver");
            return this;
        }

        /**
         * Where a load balancer asks: 200 while new streams are let in, else 503.
         *
         * @param path begins with a slash, {@code /healthz} unless set
         * @return this
         * @throws IllegalArgumentException if it does not
         */
        public Builder health(String path) {
            this.healthPath = path(path);
            return this;
        }

        /**
         * Lets the health check say 503 before streams are refused, so that a load balancer has noticed by then.
         *
         * @param ready asked at each check, together with the acceptor; must not block
         * @return this
         */
        public Builder readiness(BooleanSupplier ready) {
            this.ready = Objects.requireNonNull(ready, "ready");
            return this;
        }

        /**
         * Answers every other request; 404 unless set.
         *
         * @param requests the application's handler
         * @return this
         */
        public Builder requests(RequestHandler requests) {
            this.requests = Objects.requireNonNull(requests, "requests");
            return this;
        }

        /**
         * Speaks TLS only.
         *
         * @param keyStore the certificate; read again when the file changes
         * @return this
         */
        public Builder tls(TlsKeyStore keyStore) {
            this.tls = Objects.requireNonNull(keyStore, "keyStore");
            return this;
        }

        /**
         * How many connections may be open that have not said who they are; the oldest goes when one more comes.
         *
         * @param most at least 1, 1,024 unless set: two hundred callers may knock at the same moment
         * @return this
         * @throws IllegalArgumentException for less
         */
        public Builder strangers(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("strangers is " + most + ", must be at least 1");
            }
            this.strangers = most;
            return this;
        }

        /**
         * How long such a connection may take for a whole request head, and may wait between two requests.
         *
         * @param patience at least a second, 10 s unless set
         * @return this
         * @throws IllegalArgumentException for less
         */
        public Builder patience(Duration patience) {
            if (patience.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("patience is " + patience + ", must be at least a second");
            }
            this.patience = patience;
            return this;
        }

        Builder keyStoreScanSeconds(int seconds) {
            this.keyStoreScanSeconds = seconds;
            return this;
        }

        private static String path(String path) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("path is " + path + ", must begin with a slash");
            }
            return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        }

        /**
         * Starts to listen.
         *
         * @return the server, ready for calls
         * @throws IOException if the port cannot be listened on, or the key store cannot be used
         */
        public StreamServer start() throws IOException {
            StreamServer server = new StreamServer(this);
            server.listen();
            return server;
        }
    }
}
