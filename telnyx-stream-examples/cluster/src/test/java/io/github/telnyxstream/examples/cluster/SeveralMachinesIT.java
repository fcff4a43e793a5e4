package io.github.telnyxstream.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.RecordStartCommand;
import io.github.telnyxstream.callcontrol.command.RecordingChannels;
import io.github.telnyxstream.callcontrol.command.RecordingFormat;
import io.github.telnyxstream.callcontrol.webhook.CallAnswered;
import io.github.telnyxstream.callcontrol.webhook.CallRecordingSaved;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.stream.DrainReport;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's code on three nodes: a webhook comes to A, its stream to B, and its recording to C, which speaks on B. */
class SeveralMachinesIT {
    private static final String API_KEY = "KEYseveral0123456789";
    private static final Duration LOOK = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final BlockingQueue<String> saidOnB = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> diagnosed = new LinkedBlockingQueue<>();
    private TelnyxSimulator telnyx;
    private CallControl calls;
    private String redis;

    private OneOfSeveral node(String name, WebhookHandler handler) {
        return new OneOfSeveral(
                calls,
                telnyx.publicKey(),
                redis,
                StreamSettings.of("wss://voice.example.com/media"),
                (session, text) -> {
                    if (name.equals("B")) {
                        saidOnB.add(text);
                    }
                },
                handler);
    }

    @Test
    void speaksOnTheStreamOfOneNodeBecauseOfAWebhookOfAnother() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (EngineProcess server = Engine.REDIS.start(folder);
                TelnyxSimulator simulator =
                        TelnyxSimulator.builder().apiKey(API_KEY).start();
                CallControl client = CallControl.builder(API_KEY)
                        .baseUrl(simulator.baseUrl().toString())
                        .build()) {
            telnyx = simulator;
            calls = client;
            redis = Engine.REDIS.url(server);
            OneOfSeveral[] c = new OneOfSeveral[1];
            try (OneOfSeveral a = node("A", event -> {
                        if (event instanceof CallAnswered) {
                            calls.call(event.callControlId())
                                    .inAnswerTo(event.id())
                                    .send(RecordStartCommand.builder(RecordingFormat.WAV, RecordingChannels.SINGLE)
                                            .maxLength(Duration.ofSeconds(1))
                                            .build());
                        }
                    });
                    OneOfSeveral b = node("B", event -> {});
                    OneOfSeveral third = node("C", event -> {
                        if (event instanceof CallRecordingSaved) {
                            c[0].speak(event.callControlId()).thenAccept(diagnosed::add);
                        }
                    })) {
                c[0] = third;
                telnyx.streamsTo(b.acceptor());
                HttpServer front = front(a, third, threads);
                telnyx.webhookUrl(
                        URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/webhook"));
                SimulatedCall call = telnyx.placeCall(Caller.builder()
                        .pause(Duration.ofHours(1))
                        .patience(Duration.ofHours(2))
                        .build());

                assertThat(saidOnB.take()).isEqualTo("One moment, please");
                assertThat(diagnosed.take()).isNotBlank();
                assertThat(a.acceptor().openSessions()).isZero();

                assertThat(b.acceptor().isReady()).isTrue();
                var left = b.drain(AudioSource.pcm(8000, new short[8000]), Duration.ofSeconds(1))
                        .toCompletableFuture();
                assertThat(b.acceptor().isReady()).isFalse();
                DrainReport report = left.get();
                assertThat(report).isNotNull();
                assertThat(b.acceptor().openSessions()).isZero();
                call.hangUp();
                Eventually.until(() -> call.awaitEnd(LOOK).isPresent());
                front.stop(0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Recordings are told to C, everything else to A. */
    private static HttpServer front(OneOfSeveral a, OneOfSeveral c, ExecutorService threads) throws Exception {
        HttpServer front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        front.createContext("/webhook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            OneOfSeveral node = new String(body, StandardCharsets.UTF_8).contains("call.recording.") ? c : a;
            int status = node.webhooks().receive(exchange.getRequestMethod(), exchange.getRequestHeaders(), body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        front.start();
        return front;
    }

    @Test
    void remembersWhatItPutIntoTheClientState() {
        assertThat(OneOfSeveral.remembered(new byte[32], "v3:call")).isEqualTo("order 42");
        assertThat(OneOfSeveral.forThisNode("node-7").url()).isEqualTo("wss://voice.example.com/media/node-7");
    }
}
