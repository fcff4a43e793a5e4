package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.adapter.jetty.StreamHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port for webhooks, streams and the health check, because whoever is behind a tunnel has one port. */
final class WebServer implements AutoCloseable {
    static final String MEDIA_PATH = "/media";
    private static final String WEBHOOK_PATH = "/webhook";
    private static final String HEALTH_PATH = "/healthz";
    /** Kernel buffers hide a peer that stopped reading: minutes of audio by default, seconds with these. */
    private static final int SEND_BUFFER_BYTES = 65_536;

    private final Server server;
    private final ServerConnector connector;

    private WebServer(int port, WebhookReceiver webhooks, StreamAcceptor streams) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setPort(port);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        server.addConnector(connector);
        server.setHandler(new StreamHandler(MEDIA_PATH + "/*", streams, new Requests(webhooks, streams)));
    }

    static WebServer start(int port, WebhookReceiver webhooks, StreamAcceptor streams) throws IOException {
        WebServer webServer = new WebServer(port, webhooks, streams);
        try {
            webServer.server.start();
            return webServer;
        } catch (Exception notStarted) {
            webServer.close();
            Throwable reason = notStarted.getCause() == null ? notStarted : notStarted.getCause();
            throw new IOException("--port " + port + " cannot be listened on: " + reason.getMessage(), notStarted);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception notStopped) {
            throw new IllegalStateException("the web server did not stop", notStopped);
        }
    }

    /** What is not a stream. */
    private static final class Requests extends Handler.Abstract {
        private final WebhookReceiver webhooks;
        private final StreamAcceptor streams;

        Requests(WebhookReceiver webhooks, StreamAcceptor streams) {
            this.webhooks = webhooks;
            this.streams = streams;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            String path = Request.getPathInContext(request);
            if (path.equals(WEBHOOK_PATH)) {
                answer(response, callback, receive(request), "");
            } else if (path.equals(HEALTH_PATH) && streams.isAccepting()) {
                answer(response, callback, HttpStatus.OK_200, "ok " + streams.openSessions() + " calls\n");
            } else if (path.equals(HEALTH_PATH)) {
                answer(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, "stopping\n");
            } else {
                answer(response, callback, HttpStatus.NOT_FOUND_404, "");
            }
            return true;
        }

        private int receive(Request request) throws IOException {
            try (InputStream in = Content.Source.asInputStream(request)) {
                byte[] body = in.readNBytes(WebhookReceiver.MAX_BODY_BYTES + 1);
                return webhooks.receive(request.getMethod(), request.getHeaders()::get, body);
            }
        }

        private static void answer(Response response, Callback callback, int status, String text) {
            response.setStatus(status);
            Content.Sink.write(response, true, text, callback);
        }
    }
}
