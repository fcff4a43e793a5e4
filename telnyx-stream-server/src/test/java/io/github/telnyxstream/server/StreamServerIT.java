package io.github.telnyxstream.server;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One port, with callers, Telnyx, a browser and strangers on it. */
final class StreamServerIT {
    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";

    private final BlockingQueue<WebhookEvent> events = new LinkedBlockingQueue<>();
    private final TelnyxSimulator telnyx;
    private final WebhookReceiver webhooks;
    private final StreamAcceptor acceptor = StreamAcceptor.create(Echo::new);
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Visitor> visitors = new ArrayList<>();
    private StreamServer server;

    StreamServerIT() throws IOException {
        telnyx = TelnyxSimulator.builder().apiKey(RunningCall.API_KEY).start();
        webhooks = WebhookReceiver.create(WebhookVerifier.create(telnyx.publicKey()), events::add);
    }

    private static final class Echo implements StreamListener {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    private StreamServer.Builder anywhere() {
        return StreamServer.builder(acceptor).host("127.0.0.1").port(0).webhooks("/webhook", webhooks);
    }

    private Visitor visitor() throws IOException {
        Visitor visitor = Visitor.of(server);
        visitors.add(visitor);
        return visitor;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @AfterEach
    void stop() throws IOException {
        for (Visitor visitor : visitors) {
            visitor.close();
        }
        telnyx.close();
        if (server != null) {
            server.close();
        }
        webhooks.close();
        acceptor.close();
    }

    @Test
    void takesStreamsWebhooksHealthAndOwnRequestsOnOnePort() throws Exception {
        server = anywhere()
                .requests(request -> WebReply.text(
                                200,
                                request.method() + " " + request.path() + " " + request.rawQuery() + " "
                                        + request.body().length)
                        .with("X-Own", "yes"))
                .start();

        assertThat(get("/healthz").body()).isEqualTo("ok 0 calls\n");
        HttpResponse<String> own = get("/inbox?page=2");
        assertThat(own.body()).isEqualTo("GET /inbox page=2 0");
        assertThat(own.headers().firstValue("x-own")).contains("yes");
        try (RunningCall call = new RunningCall(telnyx, server)) {
            assertThat(events.take().eventType()).isEqualTo("call.initiated");
            assertThat(events.take().eventType()).isEqualTo("call.answered");
            call.speak(HALF_A_SECOND);
            call.awaitEcho();
            assertThat(get("/healthz").body()).isEqualTo("ok 1 calls\n");
        }
    }

    @Test
    void takesAWebhookWithASlashBehindItsPath() throws Exception {
        server = anywhere().start();
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + server.port() + "/webhook/"));
        telnyx.placeCall(Caller.builder().build());
        assertThat(events.take().eventType()).isEqualTo("call.initiated");
    }

    @Test
    void refusesForgedWebhooksAndUnknownPaths() throws Exception {
        server = anywhere().start();
        assertThat(visitor()
                        .says("POST /webhook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}")
                        .status())
                .isEqualTo(403);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(get("/media/token").statusCode()).isEqualTo(426);
    }

    @Test
    void refusesABodyOfMoreThanAMebibyte() throws Exception {
        server = anywhere().requests(request -> WebReply.of(200)).start();
        for (String path : List.of("/webhook", "/own")) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: h\r\n";
            assertThat(visitor().says(head + "Content-Length: 1048577\r\n\r\n").status())
                    .isEqualTo(413);
        }
        Visitor chunked =
                visitor().says("POST /webhook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n");
        chunked.says(new byte[0x100001]).says("\r\n0\r\n\r\n");
        assertThat(chunked.status()).isEqualTo(413);
    }

    @Test
    void refusesAHeadOfMoreThanSixteenKibibytes() throws Exception {
        server = anywhere().start();
        assertThat(visitor()
                        .says("GET /healthz HTTP/1.1\r\nHost: h\r\nX-Much: " + "m".repeat(17_000) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
    }

    @Test
    void hearsItsCallsWhileHundredsHoldBackTheirBodies() throws Exception {
        server = anywhere().start();
        try (RunningCall call = new RunningCall(telnyx, server)) {
            for (int k = 0; k < 500; k++) {
                visitor().says("POST /webhook HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{");
            }
            call.speak(Duration.ofSeconds(2));
            assertThat(get("/healthz").statusCode()).isEqualTo(200);
            try (RunningCall another = new RunningCall(telnyx, server)) {
                another.speak(HALF_A_SECOND);
                another.awaitEcho();
                // its answer may come later than the echo
                Eventually.until(() -> another.call.webhooks().stream()
                        .anyMatch(webhook -> webhook.eventType().equals("call.answered")));
                assertThatCall(another.call).tookWebhook("call.answered");
            }
            call.awaitEcho();
        }
    }

    @Test
    void dropsWhoHoldsBackABodyForTooLong() throws Exception {
        server = anywhere().requests(request -> WebReply.of(200)).start();
        Visitor forged = visitor().says("POST /webhook HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{");
        Visitor own = visitor().says("POST /own HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n{");
        forged.awaitEnd();
        own.awaitEnd();
    }

    @Test
    void dropsWhoNeverBringsAWholeHead() throws Exception {
        server = anywhere().patience(Duration.ofSeconds(1)).start();
        Visitor silent = visitor();
        Visitor slow = visitor().says("GET /healthz HTTP/1.1\r\nHo");
        silent.awaitEnd();
        slow.awaitEnd();
    }

    @Test
    void letsTheOldestStrangerGoForANewOne() throws Exception {
        server = anywhere().strangers(2).start();
        // the server counts connections on several threads, so that only an answer says that one came before another
        Visitor oldest = visitor().says(HEALTH).takesAnswer("ok ").says("GET /healthz HTTP/1.1\r\nHo");
        Visitor older = visitor().says(HEALTH).takesAnswer("ok ").says("GET /healthz HTTP/1.1\r\nHo");
        Visitor newest = visitor().says(HEALTH);
        oldest.awaitEnd();
        assertThat(newest.status()).isEqualTo(200);
        assertThat(older.says("st: h\r\n\r\n").status()).isEqualTo(200);
    }

    @Test
    void answersInItsOwnWordsWhenTheHandlerFails() throws Exception {
        server = anywhere()
                .requests(request -> {
                    throw new IOException("no disk");
                })
                .start();
        HttpResponse<String> broken = get("/own");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).isEmpty();
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        server = anywhere().start();
        assertThatThrownBy(() -> anywhere().port(server.port()).start())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + server.port() + " cannot be listened on");
    }

    @Test
    void saysThatItIsNotReadyWhileItStillTakesStreams() throws Exception {
        server = anywhere().readiness(() -> false).start();
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        try (RunningCall call = new RunningCall(telnyx, server)) {
            call.speak(HALF_A_SECOND);
            call.awaitEcho();
        }
    }

    @Test
    void saysNoMoreThatItIsHealthyOnceItDrains() throws Exception {
        server = anywhere().start();
        acceptor.drain(Duration.ZERO);
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
    }
}
