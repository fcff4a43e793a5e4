package io.github.telnyxstream.agent;

import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.junit.TelnyxEnvironment;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An application that lets an agent answer: engine, webhooks and commands, on the test's clock. */
final class AgentOnACall implements AutoCloseable, AgentObserver {
    final List<TurnReport> turns = new CopyOnWriteArrayList<>();
    final List<ServiceFailure> failures = new CopyOnWriteArrayList<>();
    final List<BargeInPolicy.Decision> sounds = new CopyOnWriteArrayList<>();
    final List<Conversation.Entry> entries = new CopyOnWriteArrayList<>();
    final List<Conversation> ended = new CopyOnWriteArrayList<>();
    final List<Boolean> secrets = new CopyOnWriteArrayList<>();

    private final StreamAcceptor acceptor;
    private final CallControl telnyx;
    private final HttpServer webhooks;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    AgentOnACall(
            TelnyxSimulator simulator,
            TelnyxEnvironment environment,
            ManualClock clock,
            VoiceAgents.Builder agents,
            UnaryOperator<VoiceAgents.Builder> more)
            throws IOException {
        this(simulator, environment, clock, clock.executor(), agents, more);
    }

    /** On any clock. */
    AgentOnACall(
            TelnyxSimulator simulator,
            TelnyxEnvironment environment,
            StreamClock clock,
            Executor threadsOfAll,
            VoiceAgents.Builder agents,
            UnaryOperator<VoiceAgents.Builder> more)
            throws IOException {
        telnyx = CallControl.builder(environment.apiKey())
                .baseUrl(environment.baseUrl().toString())
                .executor(clock.holding(threads))
                .build();
        VoiceAgents made = more.apply(agents.clock(clock)
                        .executor(threadsOfAll)
                        .actions(new CallControlActions(telnyx))
                        .observer(this))
                .build();
        acceptor = StreamAcceptor.builder(made)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(threadsOfAll)
                        .build())
                .build();
        webhooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), environment.port()), 0);
        webhooks.setExecutor(threads);
        webhooks.createContext("/webhook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (body.contains("call.initiated") && body.contains("incoming")) {
                String call = body.replaceFirst("(?s).*\"call_control_id\":\"([^\"]+)\".*", "$1");
                threadsOfAll.execute(() -> telnyx.call(call)
                        .answer(AnswerCommand.builder().stream(
                                        StreamSettings.of(environment.mediaUrl().toString()))
                                .build()));
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhooks.start();
        simulator.streamsTo(acceptor);
    }

    int openSessions() {
        return acceptor.openSessions();
    }

    @Override
    public void onTurn(@Nullable String callControlId, TurnReport report) {
        turns.add(report);
    }

    @Override
    public void onFailure(@Nullable String callControlId, ServiceFailure failure) {
        failures.add(failure);
    }

    @Override
    public void onBargeIn(@Nullable String callControlId, BargeInPolicy.Decision decision) {
        sounds.add(decision);
    }

    @Override
    public void onEntry(@Nullable String callControlId, Conversation.Entry entry) {
        entries.add(entry);
    }

    @Override
    public void onSecret(@Nullable String callControlId, boolean isAsked) {
        secrets.add(isAsked);
    }

    @Override
    public void onEnd(@Nullable String callControlId, Conversation conversation) {
        ended.add(conversation);
    }

    @Override
    public void close() {
        acceptor.close();
        telnyx.close();
        webhooks.stop(0);
        threads.shutdown();
    }
}
