package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.WebhookDelivery;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where webhooks go when their first address does not take them; in virtual time. */
class WebhookRoutesTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> took = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch cutOffs = new CountDownLatch(2);
    private HttpServer http;

    @BeforeEach
    void listen() throws Exception {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            took.add(path);
            if (path.equals("/endless")) {
                neverStop(exchange);
                return;
            }
            exchange.sendResponseHeaders(path.equals("/first") ? 503 : 200, -1);
            exchange.close();
        });
        http.start();
    }

    private void neverStop(HttpExchange exchange) {
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            byte[] more = new byte[8192];
            while (true) {
                out.write(more);
            }
        } catch (IOException isCutOff) {
            cutOffs.countDown();
        }
    }

    @Test
    void waitsForNoAnswerThatNeverEnds() throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .webhookUrl(url("/endless"))
                .start()) {
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().ringing(Duration.ofSeconds(5)).build());

            assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();
            assertThat(call.webhooks()).extracting(webhook -> webhook.status()).containsExactly(200, 200);
            Eventually.await(cutOffs);
        }
    }

    @AfterEach
    void stop() {
        http.stop(0);
        threads.shutdown();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
    }

    @Test
    void triesTheSecondAddressWhenTheFirstHasFailedForGood() throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .webhookUrl(url("/first"))
                .webhookFailoverUrl(url("/second"))
                .webhookDelivery(
                        WebhookDelivery.inOrder().withRetries(Duration.ofSeconds(2), List.of(Duration.ofSeconds(1))))
                .start()) {
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().ringing(Duration.ofSeconds(5)).build());
            clock.advance(Duration.ofSeconds(4));

            assertThat(took).containsExactly("/first", "/first", "/second");
            assertThat(call.webhooks()).extracting(webhook -> webhook.status()).containsExactly(503, 503, 200);
            assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();
        }
    }

    private static int dial(TelnyxSimulator telnyx, String fields) throws Exception {
        HttpRequest dial = HttpRequest.newBuilder(URI.create(telnyx.baseUrl() + "/calls"))
                .header("authorization", "Bearer KEYsimulator")
                .POST(HttpRequest.BodyPublishers.ofString("{\"connection_id\":\"1\",\"from\":\"+15550100002\","
                        + "\"to\":\"+15550100007\",\"timeout_secs\":30," + fields + "}"))
                .build();
        return HttpClient.newHttpClient()
                .send(dial, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void bringsSingleEventsToAddressesOfTheirOwn() throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .webhookUrl(url("/second"))
                .start()) {
            telnyx.whenDialed(
                    Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());
            assertThat(dial(telnyx, "\"webhook_urls\":{\"call.hangup\":[\"" + url("/third") + "\"]}"))
                    .isEqualTo(200);
            assertThat(dial(telnyx, "\"webhook_urls\":{\"call.hangup\":\"ftp://x\"}"))
                    .isEqualTo(422);
            assertThat(telnyx.calls()).as("a refused dial leaves no call").hasSize(1);
            clock.advance(Duration.ofSeconds(31));

            assertThat(took).containsExactly("/second", "/third");
        }
    }

    @Test
    void triesAgainWhenTheCommandThatMadeTheCallSays() throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .webhookUrl(url("/second"))
                .start()) {
            telnyx.whenDialed(
                    Caller.builder().pickup(Caller.Pickup.DOES_NOT_ANSWER).build());
            assertThat(
                            dial(
                                    telnyx,
                                    "\"webhook_url\":\"" + url("/first")
                                            + "\",\"webhook_retries_policies\":{\"call.initiated\":{\"retries_ms\":[4000,5000]}}"))
                    .isEqualTo(200);
            clock.advance(Duration.ofSeconds(25));
            SimulatedCall call = telnyx.calls().get(0);

            assertThat(took).containsExactly("/first", "/first", "/first");
            assertThat(call.webhooks()).extracting(webhook -> webhook.attempt()).containsExactly(1, 2, 3);
            assertThat(call.events())
                    .filteredOn(event -> event.kind() == Kind.WEBHOOK_SENT)
                    .extracting(event -> event.sinceStart().toSeconds())
                    .containsExactly(0L, 4L, 9L);
        }
    }

    @Test
    void holdsWebhooksBackWhenToldTo() throws Exception {
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .clock(clock)
                .webhookUrl(url("/second"))
                .webhookDelivery(WebhookDelivery.inOrder().delayed(Duration.ofSeconds(2)))
                .start()) {
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().ringing(Duration.ofSeconds(5)).build());
            clock.advance(Duration.ofMillis(1900));
            assertThat(took).isEmpty();
            clock.advance(Duration.ofMillis(200));
            assertThat(took).hasSize(1);
            assertThat(call.awaitEnd(Duration.ofMinutes(1))).isPresent();
            assertThat(took).hasSize(2);
        }
    }
}
