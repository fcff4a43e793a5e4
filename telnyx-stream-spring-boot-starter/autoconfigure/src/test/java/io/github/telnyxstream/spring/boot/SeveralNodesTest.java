package io.github.telnyxstream.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.router.FaultyNetwork;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Webhooks come to one application, streams to another. */
class SeveralNodesTest {
    private static final SigningKeys KEYS = SigningKeys.of(List.of(new byte[32]));
    private static final Caller PATIENT = Caller.builder()
            .pause(Duration.ofHours(1))
            .patience(Duration.ofHours(2))
            .build();

    private final FaultyNetwork network = new FaultyNetwork();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private TelnyxSimulator telnyx;
    private HttpServer front;

    @TelnyxStream
    static class Listener implements StreamListener {}

    @BeforeEach
    void start() throws Exception {
        telnyx = TelnyxSimulator.builder().apiKey("KEYtest").start();
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        telnyx.webhookUrl(URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/webhook"));
    }

    @AfterEach
    void stop() {
        telnyx.close();
        front.stop(0);
        threads.shutdownNow();
    }

    private ApplicationContextRunner node(Duration connectTimeout) {
        StreamRouter router = StreamRouter.over(network.node());
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TelnyxAutoConfiguration.class))
                .withPropertyValues(
                        "telnyx.api-key=KEYtest",
                        "telnyx.public-key=" + telnyx.publicKey(),
                        "telnyx.base-url=" + telnyx.baseUrl(),
                        "telnyx.stream.url=wss://voice.example.com")
                .withUserConfiguration(Listener.class)
                .withBean(SignedStreamTokens.class, () -> SignedStreamTokens.create(KEYS))
                .withBean(RemoteStreams.class, () -> RemoteStreams.over(router))
                .withBean(
                        AcceptorOptions.class,
                        () -> AcceptorOptions.builder()
                                .connectTimeout(connectTimeout)
                                .build());
    }

    private void webhooksTo(WebhookReceiver receiver) {
        front.createContext("/webhook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(
                    receiver.receive(exchange.getRequestMethod(), exchange.getRequestHeaders(), body), -1);
            exchange.close();
        });
        front.start();
    }

    private static boolean happened(SimulatedCall call, SimulatorEvent.Kind kind) {
        return call.events().stream().anyMatch(event -> event.kind() == kind);
    }

    @Test
    void hangsUpNoCallWhoseStreamSpeaksOnAnotherNode() {
        node(Duration.ofSeconds(1))
                .run(a -> node(Duration.ofMinutes(1)).run(b -> {
                    telnyx.streamsTo(b.getBean(StreamAcceptor.class));
                    webhooksTo(a.getBean(WebhookReceiver.class));
                    RemoteStreams streams = a.getBean(RemoteStreams.class);
                    SimulatedCall first = telnyx.placeCall(PATIENT);
                    Eventually.until(() -> happened(first, SimulatorEvent.Kind.STREAM_STARTED));
                    Eventually.until(() -> streams.call(first.callControlId())
                                    .statistics()
                                    .toCompletableFuture()
                                    .get()
                            instanceof Answered);
                    // nobody has the stream of the second: when that one is hung up, the first's time is over as well
                    telnyx.streamsTo(handshake -> {
                        throw new IllegalStateException("nobody takes it");
                    });
                    SimulatedCall second = telnyx.placeCall(PATIENT);
                    Eventually.until(() -> happened(second, SimulatorEvent.Kind.CALL_ENDED));
                    assertThat(happened(first, SimulatorEvent.Kind.CALL_ENDED)).isFalse();
                    first.hangUp();
                }));
    }

    @Test
    void asksTheStoreOfAllNodesWhetherAWebhookIsNew() {
        node(Duration.ofMinutes(1)).withBean(SeenStore.class, () -> asked::add).run(a -> {
            webhooksTo(a.getBean(WebhookReceiver.class));
            telnyx.streamsTo(a.getBean(StreamAcceptor.class));
            SimulatedCall call = telnyx.placeCall(PATIENT);
            assertThat(asked.take()).isNotEmpty();
            Eventually.until(() -> happened(call, SimulatorEvent.Kind.STREAM_STARTED));
            call.hangUp();
        });
    }
}
