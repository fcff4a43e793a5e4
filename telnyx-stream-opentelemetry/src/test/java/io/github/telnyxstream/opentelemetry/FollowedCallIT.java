package io.github.telnyxstream.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A call that is answered on one node, whose stream comes to another and whose end is told to a third: one trace. */
class FollowedCallIT {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final SigningKeys KEYS = SigningKeys.of(List.of(new byte[32]));

    /** Each with its own exporter, as each process has its own. */
    private static final class Node implements AutoCloseable {
        final InMemorySpanExporter spans = InMemorySpanExporter.create();
        final OpenTelemetrySdk otel = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();

        SpanData span(String name) {
            return spans.getFinishedSpanItems().stream()
                    .filter(span -> span.getName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " is not among " + spans.getFinishedSpanItems()));
        }

        @Override
        public void close() {
            otel.close();
        }
    }

    @Test
    void isOneTrace() throws Exception {
        SignedStreamTokens tokens = SignedStreamTokens.create(KEYS);
        CountDownLatch over = new CountDownLatch(1);
        try (Node a = new Node();
                Node b = new Node();
                Node c = new Node();
                TelnyxSimulator telnyx =
                        TelnyxSimulator.builder().apiKey("KEYtrace").start();
                CallControl calls = CallControl.builder("KEYtrace")
                        .baseUrl(telnyx.baseUrl().toString())
                        .build()) {
            StreamAcceptor acceptor = acceptor(b.otel, tokens);
            telnyx.streamsTo(acceptor);
            WebhookReceiver first = receiver(
                    telnyx, handler(a.otel, calls, tokens, StreamSettings.of("wss://voice.example.com/media")));
            WebhookHandler last = WebhookTraces.traced(c.otel, event -> {});
            WebhookReceiver second = receiver(telnyx, event -> {
                last.onEvent(event);
                if (event.eventType().equals("call.hangup")) {
                    over.countDown();
                }
            });
            HttpServer front = front(first, second);
            telnyx.webhookUrl(
                    URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/webhook"));
            SimulatedCall call = telnyx.placeCall(
                    Caller.builder().pause(Duration.ofSeconds(1)).hangUp().build());
            Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
            over.await();
            acceptor.close();
            Eventually.until(() -> acceptor.drain(LOOK));
            second.close();

            SpanData answered = a.span("telnyx.webhook call.initiated");
            assertThat(b.span("telnyx.call").getParentSpanId()).isEqualTo(answered.getSpanId());
            assertThat(b.span("telnyx.call").getTraceId()).isEqualTo(answered.getTraceId());
            assertThat(c.span("telnyx.webhook call.hangup").getTraceId()).isEqualTo(answered.getTraceId());
            first.close();
            front.stop(0);
        }
    }

    private static final class MyListener implements StreamListener {}

    private static StreamAcceptor acceptor(OpenTelemetry otel, SignedStreamTokens tokens) {
        CallTraces traces = CallTraces.of(otel);
        StreamAcceptor acceptor = StreamAcceptor.builder(() -> traces.traced(new MyListener()))
                .authenticator(tokens)
                .build();
        return acceptor;
    }

    private static WebhookHandler handler(
            OpenTelemetry otel, CallControl calls, SignedStreamTokens tokens, StreamSettings settings) {
        CallTraces traces = CallTraces.of(otel);
        WebhookHandler handler = WebhookTraces.traced(otel, event -> {
            if (event instanceof CallInitiated call) {
                calls.call(call.callControlId())
                        .answer(AnswerCommand.builder().clientState(traces.carry(null)).stream(
                                        tokens.forAnswer(call.callControlId(), settings))
                                .build());
            }
        });
        return handler;
    }

    private static WebhookReceiver receiver(TelnyxSimulator telnyx, WebhookHandler handler) {
        return WebhookReceiver.create(WebhookVerifier.create(telnyx.publicKey()), handler);
    }

    /** The first event goes to one node, all others to another. */
    private static HttpServer front(WebhookReceiver first, WebhookReceiver second) throws Exception {
        HttpServer front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ConcurrentHashMap<Integer, WebhookReceiver> receivers = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "front");
            thread.setDaemon(true);
            return thread;
        });
        front.setExecutor(threads);
        front.createContext("/webhook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            WebhookReceiver receiver = receivers.putIfAbsent(1, second) == null ? first : second;
            int status = receiver.receive(
                    exchange.getRequestMethod(),
                    name -> exchange.getRequestHeaders().getFirst(name),
                    body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        front.start();
        return front;
    }
}
