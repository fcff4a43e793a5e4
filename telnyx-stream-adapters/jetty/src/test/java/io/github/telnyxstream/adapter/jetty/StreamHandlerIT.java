package io.github.telnyxstream.adapter.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.RecordingListener;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams and ordinary requests on one port, as an application has them. */
final class StreamHandlerIT {
    private static final byte[] MASKED_CLOSE_FRAME = {(byte) 0x88, (byte) 0x80, 0, 0, 0, 0};

    private final RecordingListener listener = new RecordingListener();
    private final StreamAcceptor acceptor = StreamAcceptor.create(() -> listener);
    private final Server server = new Server();

    @AfterEach
    void stop() throws Exception {
        server.stop();
        acceptor.close();
    }

    private String start(Handler handler) throws Exception {
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return "127.0.0.1:" + connector.getLocalPort();
    }

    private static HttpURLConnection request(String host, String path) throws IOException {
        return (HttpURLConnection) URI.create("http://" + host + path).toURL().openConnection();
    }

    private static int get(String host, String path) throws IOException {
        return request(host, path).getResponseCode();
    }

    private void openAndCloseStream(String host, String path) throws IOException, InterruptedException {
        URI server = URI.create("ws://" + host);
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String upgrade =
                    "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGVsbnl4LXN0cmVhbS10cw==\r\n\r\n";
            socket.getOutputStream().write(upgrade.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 101");
            socket.getOutputStream().write(MASKED_CLOSE_FRAME);
            Eventually.until(() -> listener.endings() > 0);
            assertThat(listener.end()).isPresent();
        }
    }

    @Test
    void sharesOnePortWithWebhooksAndHealth() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor, new WebhooksAndHealth()));
        assertThat(get(host, "/healthz")).isEqualTo(200);
        HttpURLConnection webhook = request(host, "/webhook");
        webhook.setDoOutput(true);
        webhook.getOutputStream().write("{\"data\":{}}".getBytes(StandardCharsets.UTF_8));
        assertThat(webhook.getInputStream()).hasContent("{\"data\":{}}");
        openAndCloseStream(host, "/media/token");
        assertThat(get(host, "/healthz")).isEqualTo(200);
    }

    @Test
    void answersRequestThatIsNoUpgradeWith426() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor, new WebhooksAndHealth()));
        assertThat(get(host, "/media/token")).isEqualTo(426);
    }

    @Test
    void leavesOtherPathsToJettyWhenThereIsNoOtherHandler() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor));
        assertThat(get(host, "/healthz")).isEqualTo(404);
    }

    @Test
    void worksInsideContext() throws Exception {
        String host = start(new ContextHandler(new StreamHandler("/media/*", acceptor), "/phone"));
        openAndCloseStream(host, "/phone/media/token");
    }

    @Test
    void sharesTheServerWithSecondStreamHandler() throws Exception {
        StreamAcceptor other = StreamAcceptor.create(() -> new StreamListener() {});
        String host = start(new StreamHandler("/other/*", other, new StreamHandler("/media/*", acceptor)));
        openAndCloseStream(host, "/media/token");
        assertThat(get(host, "/other/x")).isEqualTo(426);
        other.close();
    }

    /** Gives a webhook's body back, and says that it is well. */
    private static final class WebhooksAndHealth extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            boolean isWebhook = Request.getPathInContext(request).equals("/webhook");
            String body = isWebhook ? Content.Source.asString(request, StandardCharsets.UTF_8) : "";
            response.setStatus(200);
            Content.Sink.write(response, true, body, callback);
            return true;
        }
    }
}
