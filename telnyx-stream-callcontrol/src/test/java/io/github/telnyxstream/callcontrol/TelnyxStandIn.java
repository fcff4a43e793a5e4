package io.github.telnyxstream.callcontrol;

import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A server that answers what it is told, and a client for it whose time stands still except while it sleeps. */
final class TelnyxStandIn implements AutoCloseable {

    static final String KEY = "KEY0123456789abcdef";
    static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

    final MockWebServer server = new MockWebServer();
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final AtomicLong nanos = new AtomicLong();

    TelnyxStandIn() throws IOException {
        server.start();
    }

    CallControl.Builder client() {
        return CallControl.builder(KEY)
                .baseUrl(server.url("/v2").toString())
                .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(30))
                .time(Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, pause -> {
                    pauses.add(pause);
                    nanos.addAndGet(pause.toNanos());
                });
    }

    TelnyxStandIn answers(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
        return this;
    }

    TelnyxStandIn accepts() {
        return answers(200, "{\"data\":{\"result\":\"ok\"}}");
    }

    TelnyxStandIn refuses(int status, String code, String... headers) {
        return answers(status, "{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"No\"}]}", headers);
    }

    RecordedRequest request() {
        AtomicReference<RecordedRequest> taken = new AtomicReference<>();
        Eventually.until(() -> {
            taken.set(server.takeRequest(0, TimeUnit.SECONDS));
            return taken.get() != null;
        });
        return taken.get();
    }

    static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    @Override
    public void close() {
        server.close();
    }
}
