package io.github.telnyxstream.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SentWebhook;
import io.github.telnyxstream.testkit.observation.SimulatorEvent.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * A webhook that is not answered within two seconds comes again. In real time: in virtual time nothing passes while an application
 * has not answered.
 */
class LateWebhookIT {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Test
    void comesAgainAfterTwoSecondsWithoutAnAnswer() throws Exception {
        AtomicInteger came = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (came.incrementAndGet() == 1) {
                Eventually.await(over);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        http.start();
        try (TelnyxSimulator telnyx = TelnyxSimulator.builder()
                .webhookUrl(URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/"))
                .start()) {
            SimulatedCall call = telnyx.placeCall(Caller.builder().build());
            Eventually.until(() -> call.webhooks().size() == 2);
            SentWebhook late = call.webhooks().get(0);
            SentWebhook again = call.webhooks().get(1);

            assertThat(late.status()).isZero();
            assertThat(late.answeredAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(call.events())
                    .filteredOn(event -> event.kind() == Kind.WEBHOOK_FAILED)
                    .singleElement()
                    .satisfies(event -> assertThat(event.text())
                            .isEqualTo("call.initiated: no answer in time, will be tried again"));
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(again.eventId()).isEqualTo(late.eventId());
            assertThat(again.status()).isEqualTo(200);
            call.hangUp();
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
        } finally {
            over.countDown();
            http.stop(0);
            threads.shutdown();
        }
    }
}
