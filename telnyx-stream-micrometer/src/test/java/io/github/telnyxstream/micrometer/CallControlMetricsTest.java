package io.github.telnyxstream.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.CallControlException;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallControlMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CallControlMetrics metrics = CallControlMetrics.of(registry);

    @Test
    void countsCommandsByNameAndStatus() throws Exception {
        HttpServer telnyx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        telnyx.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().contains("known");
            byte[] body = (known
                            ? "{\"data\":{\"result\":\"ok\"}}"
                            : "{\"errors\":[{\"code\":\"90015\",\"title\":\"Invalid call_control_id\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(known ? 200 : 422, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        telnyx.start();
        try (CallControl calls = CallControl.builder("KEYtest")
                .baseUrl("http://127.0.0.1:" + telnyx.getAddress().getPort() + "/v2/")
                .observer(metrics)
                .build()) {
            calls.call("known").speak("hello", "AWS.Polly.Joanna");
            assertThatExceptionOfType(CallControlException.class)
                    .isThrownBy(() -> calls.call("other").speak("hello", "AWS.Polly.Joanna"));
        } finally {
            telnyx.stop(0);
        }

        assertThat(requests("speak", "ok")).isEqualTo(1);
        assertThat(requests("speak", "422")).isEqualTo(1);
        assertThat(registry.get("telnyx.stream.http.circuit.open").gauge().value())
                .isZero();
    }

    private long requests(String command, String status) {
        return registry.get("telnyx.stream.http.requests")
                .tags("command", command, "status", status)
                .timer()
                .count();
    }

    @Test
    void countsWebhooksByTypeAndReason() throws Exception {
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] encoded = keys.getPublic().getEncoded();
        String publicKey =
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
        CountDownLatch handled = new CountDownLatch(2);
        try (WebhookReceiver webhooks = WebhookReceiver.builder(
                        WebhookVerifier.create(publicKey), event -> handled.countDown())
                .observer(metrics)
                .build()) {
            assertThat(webhooks.receive("POST", name -> null, new byte[0])).isEqualTo(403);
            assertThat(receive(webhooks, keys, "one", "call.answered")).isEqualTo(200);
            assertThat(receive(webhooks, keys, "one", "call.answered")).isEqualTo(200);
            assertThat(receive(webhooks, keys, "two", "call.from.the.future")).isEqualTo(200);
            handled.await();
        }

        assertThat(registry.get("telnyx.stream.webhook.rejected").counters())
                .singleElement()
                .satisfies(counter -> assertThat(counter.count()).isEqualTo(1));
        assertThat(received("call.answered")).isEqualTo(1);
        assertThat(received("unknown")).isEqualTo(1);
        assertThat(registry.get("telnyx.stream.webhook.duplicate").counter().count())
                .isEqualTo(1);
        assertThat(registry.get("telnyx.stream.webhook.handle.time")
                        .tag("event", "call.answered")
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    private double received(String event) {
        return registry.get("telnyx.stream.webhook.received")
                .tags("event", event, "result", "ok")
                .counter()
                .count();
    }

    private static int receive(WebhookReceiver webhooks, KeyPair keys, String id, String type) throws Exception {
        byte[] body = ("{\"data\":{\"record_type\":\"event\",\"id\":\"" + id + "\",\"event_type\":\"" + type
                        + "\",\"occurred_at\":\"2026-03-01T09:30:11.402113Z\",\"payload\":{\"call_control_id\":\"v3:x\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update((timestamp + "|").getBytes(StandardCharsets.US_ASCII));
        signature.update(body);
        Map<String, String> headers = Map.of(
                WebhookVerifier.TIMESTAMP_HEADER,
                timestamp,
                WebhookVerifier.SIGNATURE_HEADER,
                Base64.getEncoder().encodeToString(signature.sign()));
        return webhooks.receive("POST", headers::get, body);
    }
}
