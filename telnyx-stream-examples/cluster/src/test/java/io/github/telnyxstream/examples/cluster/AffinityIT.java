package io.github.telnyxstream.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamUrl;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.observation.SimulatorEvent;
import io.github.telnyxstream.testkit.router.EngineProcess;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes that share nothing, behind a real proxy: the stream comes back to the node that answered, by its URL. */
class AffinityIT {
    private static final String API_KEY = "KEYaffinity0123456789";
    private static final int CALLS = 20;

    @TempDir
    Path folder;

    /** Its tokens are in its own memory: the other node would refuse the stream. */
    private static final class Node implements AutoCloseable {
        private final Set<String> answered = ConcurrentHashMap.newKeySet();
        private final Set<String> streamed = ConcurrentHashMap.newKeySet();
        private final StreamTokens tokens = StreamTokens.create();
        private final StreamAcceptor acceptor;
        private final WebhookReceiver webhooks;
        private final StreamServer server;

        Node(String name, int port, int proxyPort, CallControl calls, String publicKey) throws IOException {
            String template = "ws://127.0.0.1:" + proxyPort + "/media/{node}";
            StreamSettings settings = StreamSettings.of(StreamUrl.forNode(template, name));
            acceptor =
                    StreamAcceptor.builder(Listener::new).authenticator(tokens).build();
            webhooks = WebhookReceiver.create(WebhookVerifier.create(publicKey), event -> {
                if (event instanceof CallInitiated call) {
                    answered.add(call.callControlId());
                    calls.call(call.callControlId())
                            .inAnswerTo(event.id())
                            .answer(AnswerCommand.builder().stream(tokens.forAnswer(call.callControlId(), settings))
                                    .build());
                }
            });
            server = StreamServer.builder(acceptor)
                    .port(port)
                    .streams("/media")
                    .webhooks("/webhook", webhooks)
                    .start();
        }

        private final class Listener implements StreamListener {
            @Override
            public void onStart(StreamSession session, StartEvent event) {
                streamed.add(session.callControlId());
            }
        }

        @Override
        public void close() {
            server.close();
            webhooks.close();
            acceptor.close();
        }
    }

    @Test
    void leadsEveryStreamBackToTheNodeThatAnswered() throws Exception {
        int portA = EngineProcess.freePort();
        int portB = EngineProcess.freePort();
        try (EngineProcess proxy = Proxy.start(folder, portA, portB);
                TelnyxSimulator telnyx =
                        TelnyxSimulator.builder().apiKey(API_KEY).start();
                CallControl calls = CallControl.builder(API_KEY)
                        .baseUrl(telnyx.baseUrl().toString())
                        .build();
                Node a = new Node("a", portA, proxy.port(), calls, telnyx.publicKey());
                Node b = new Node("b", portB, proxy.port(), calls, telnyx.publicKey())) {
            telnyx.webhookUrl(URI.create("http://127.0.0.1:" + proxy.port() + "/webhook"));
            List<SimulatedCall> placed = new ArrayList<>();
            while (a.answered.isEmpty() || b.answered.isEmpty()) {
                for (int k = 0; k < CALLS; k++) {
                    placed.add(telnyx.placeCall(Caller.builder()
                            .pause(Duration.ofHours(1))
                            .patience(Duration.ofHours(2))
                            .build()));
                }
                Eventually.until(() -> a.answered.size() + b.answered.size() == placed.size());
            }

            for (SimulatedCall call : placed) {
                Eventually.until(() -> call.events().stream()
                        .anyMatch(event -> event.kind() == SimulatorEvent.Kind.STREAM_STARTED
                                || event.kind() == SimulatorEvent.Kind.STREAM_FAILED));
            }

            Eventually.until(() -> a.streamed.size() + b.streamed.size() >= placed.size());
            assertThat(a.streamed).isEqualTo(a.answered);
            assertThat(b.streamed).isEqualTo(b.answered);
            placed.forEach(SimulatedCall::hangUp);
        }
    }
}
