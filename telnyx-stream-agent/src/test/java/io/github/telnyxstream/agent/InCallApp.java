package io.github.telnyxstream.agent;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.agent.BargeInPolicy.Decision;
import io.github.telnyxstream.agent.Conversation.Entry;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An application without any media stream. */
final class InCallApp implements AutoCloseable, AgentObserver {
    final List<Entry> entries = new CopyOnWriteArrayList<>();
    final List<Conversation> ended = new CopyOnWriteArrayList<>();
    final List<Decision> sounds = new CopyOnWriteArrayList<>();
    final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();
    /** What becomes of a webhook before the agents see it; nothing where it is lost. */
    volatile Function<WebhookEvent, List<WebhookEvent>> way = List::of;

    final InCallAgents agents;
    final List<TurnReport> turns = new CopyOnWriteArrayList<>();
    final CallControl client;
    private final HttpServer server;
    private final WebhookReceiver receiver;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    InCallApp(
            TelnyxEnvironment environment,
            ManualClock clock,
            Responder responder,
            UnaryOperator<VoiceAgents.Builder> more)
            throws Exception {
        client = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .executor(clock.holding(threads))
                .build();
        agents = InCallAgents.builder(client, responder)
                .agents(agent -> more.apply(agent.clock(clock)
                        .executor(clock.executor())
                        .observer(this)
                        .lines(AgentLines.english("Hello, how can I help you?"))))
                .build();
        WebhookVerifier verifier = WebhookVerifier.builder()
                .key(environment.publicKey())
                .clock(clock.timeOfDay())
                .build();
        receiver = WebhookReceiver.builder(verifier, event -> {
                    if (event instanceof CallInitiated begun
                            && begun.direction().is(CallInitiated.Direction.INCOMING)) {
                        client.call(event.details().callControlId()).answer();
                    }
                    way.apply(event).forEach(agents::onEvent);
                })
                .executor(clock.executor())
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), environment.port()), 0);
        server.setExecutor(threads);
        server.createContext("/webhook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            int status = receiver.receive(exchange.getRequestMethod(), exchange.getRequestHeaders()::getFirst, body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @Override
    public void onEntry(@Nullable String callControlId, Entry entry) {
        entries.add(entry);
    }

    @Override
    public void onEnd(@Nullable String callControlId, Conversation conversation) {
        ended.add(conversation);
    }

    @Override
    public void onBargeIn(@Nullable String callControlId, Decision decision) {
        sounds.add(decision);
    }

    @Override
    public void onFailure(@Nullable String callControlId, ServiceFailure failure) {
        failures.add(failure);
    }

    @Override
    public void onTurn(@Nullable String callControlId, TurnReport report) {
        turns.add(report);
    }

    List<String> texts() {
        return entries.stream().map(entry -> entry.role() + ": " + entry.text()).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        receiver.close();
        client.close();
        threads.shutdown();
    }
}
