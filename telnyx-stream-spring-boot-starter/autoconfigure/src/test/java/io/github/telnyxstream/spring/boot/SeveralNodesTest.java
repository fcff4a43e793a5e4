package io.github.telnyxstream.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.CallTokens;
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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
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
    private final BlockingQueue<Runnable> timers = new LinkedBlockingQueue<>();
    private final AtomicReference<IncomingCalls> calls = new AtomicReference<>();
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

    private ApplicationContextRunner node() {
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
                .withBean(RemoteStreams.class, () -> RemoteStreams.over(router));
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

    /** Its time is over when the test says so. */
    private IncomingCalls answering(AssertableApplicationContext context) {
        return new IncomingCalls(
                context.getBean(CallControl.class),
                context.getBean(CallTokens.class),
                context.getBean(StreamAcceptor.class),
                context.getBean(TelnyxProperties.class),
                Set.of("/media"),
                context.getBean(RemoteStreams.class),
                timers::add);
    }

    @Test
    void hangsUpNoCallWhoseStreamSpeaksOnAnotherNode() {
        ApplicationContextRunner answeringNode = node().withBean(WebhookHandler.class, () -> event -> {
            if (event instanceof CallInitiated call) {
                calls.get().answer(call);
            }
        });
        answeringNode.run(a -> node().run(b -> {
            calls.set(answering(a));
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
            timers.take().run();
            // nobody takes the stream of the second, which is hung up after the first would have been
            telnyx.streamsTo(StreamAcceptor.builder(Listener::new)
                    .authenticator(StreamTokens.create())
                    .build());
            SimulatedCall second = telnyx.placeCall(PATIENT);
            Eventually.until(() -> happened(second, SimulatorEvent.Kind.STREAM_FAILED));
            timers.take().run();
            Eventually.until(() -> happened(second, SimulatorEvent.Kind.CALL_ENDED));
            assertThat(happened(first, SimulatorEvent.Kind.CALL_ENDED)).isFalse();
            first.hangUp();
        }));
    }

    @Test
    void asksTheStoreOfAllNodesWhetherAWebhookIsNew() {
        node().withBean(SeenStore.class, () -> asked::add).run(a -> {
            webhooksTo(a.getBean(WebhookReceiver.class));
            telnyx.streamsTo(a.getBean(StreamAcceptor.class));
            SimulatedCall call = telnyx.placeCall(PATIENT);
            assertThat(asked.take()).isNotEmpty();
            Eventually.until(() -> happened(call, SimulatorEvent.Kind.STREAM_STARTED));
            call.hangUp();
        });
    }
}
