package io.github.telnyxstream.adapter.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.testkit.RecordingListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
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

    private int get(String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void openAndCloseStream(String url) throws InterruptedException {
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(url), new WebSocket.Listener() {})
                .join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(listener.awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void sharesOnePortWithWebhooksAndHealth() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor, new WebhooksAndHealth()));
        assertThat(get("http://" + host + "/healthz")).isEqualTo(200);
        HttpRequest webhook = HttpRequest.newBuilder(URI.create("http://" + host + "/webhook"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"data\":{}}"))
                .build();
        HttpResponse<String> answer = http.send(webhook, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("{\"data\":{}}");
        openAndCloseStream("ws://" + host + "/media/token");
        assertThat(get("http://" + host + "/healthz")).isEqualTo(200);
    }

    @Test
    void answersRequestThatIsNoUpgradeWith426() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor, new WebhooksAndHealth()));
        assertThat(get("http://" + host + "/media/token")).isEqualTo(426);
    }

    @Test
    void leavesOtherPathsToJettyWhenThereIsNoOtherHandler() throws Exception {
        String host = start(new StreamHandler("/media/*", acceptor));
        assertThat(get("http://" + host + "/healthz")).isEqualTo(404);
    }

    @Test
    void worksInsideContext() throws Exception {
        String host = start(new ContextHandler(new StreamHandler("/media/*", acceptor), "/phone"));
        openAndCloseStream("ws://" + host + "/phone/media/token");
    }

    @Test
    void sharesTheServerWithSecondStreamHandler() throws Exception {
        StreamAcceptor other = StreamAcceptor.create(() -> new StreamListener() {});
        String host = start(new StreamHandler("/other/*", other, new StreamHandler("/media/*", acceptor)));
        openAndCloseStream("ws://" + host + "/media/token");
        assertThat(get("http://" + host + "/other/x")).isEqualTo(426);
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
