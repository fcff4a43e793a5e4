package io.github.telnyxstream.examples.answeringmachine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import io.github.telnyxstream.stream.access.EndedCalls;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.ManualClock;
import io.github.telnyxstream.testkit.router.FaultyNetwork;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Nodes of the answering machine behind a proxy, an engine that carries their messages, and a Telnyx, in virtual time. The
 * proxy gives webhooks and streams to each node in turn, and what a node does not answer to the next one.
 */
final class SimulatedCluster implements AutoCloseable {
    private static final Pattern CALL = Pattern.compile("\"call_control_id\":\"([^\"]+)\"");

    final ManualClock clock = new ManualClock();
    final Map<String, List<EndedBy>> saved = new ConcurrentHashMap<>();
    /** Which nodes the fate of a call has depended on: whoever was told of it first, and whoever has its stream. */
    final Map<String, SimulatedNode> answeredBy = new ConcurrentHashMap<>();

    final Map<String, SimulatedNode> streamedBy = new ConcurrentHashMap<>();
    final TelnyxSimulator telnyx;
    private final List<SimulatedNode> nodes = new CopyOnWriteArrayList<>();
    private final FaultyNetwork network = new FaultyNetwork();
    private final Stores stores = new Stores();
    private final SimulatedNode.Shared shared = new SimulatedNode.Shared(
            SigningKeys.of(List.of(new byte[32])),
            stores,
            stores,
            (call, how) -> saved.computeIfAbsent(call, first -> new CopyOnWriteArrayList<>())
                    .add(how));
    private final AtomicInteger turn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer front;

    SimulatedCluster() throws IOException {
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.setExecutor(threads);
        front.createContext("/webhook", this::webhook);
        front.start();
        telnyx = TelnyxSimulator.builder()
                .apiKey("KEYcluster")
                .clock(clock)
                .seed(1)
                .streamsTo((Admissions) this::authorise)
                .webhookUrl(URI.create("http://127.0.0.1:" + front.getAddress().getPort() + "/webhook"))
                .start();
    }

    /** One more node, whose time of day is wrong by so much. */
    SimulatedNode start(Duration ahead) {
        SimulatedNode node = new SimulatedNode(new NodeClock(clock, ahead), network.node(), telnyx, shared);
        nodes.add(node);
        return node;
    }

    long routerMessages() {
        return network.sentMessages();
    }

    void engineIsAway() {
        stores.away = true;
        alive().forEach(node -> node.line.cutOff());
    }

    void engineIsBack() {
        stores.away = false;
        alive().forEach(node -> node.line.comeBack());
    }

    private List<SimulatedNode> alive() {
        return nodes.stream().filter(node -> !node.clock.isDead()).toList();
    }

    private SimulatedNode next() {
        List<SimulatedNode> up = nodes.stream().filter(SimulatedNode::isUp).toList();
        return up.get(turn.getAndIncrement() % up.size());
    }

    // ------------------------------------------------------------------ the proxy

    private CompletionStage<Admission> authorise(Handshake handshake) {
        SimulatedNode node = next();
        streamedBy.put(callOf(handshake.path()), node);
        return node.authorise(handshake);
    }

    /** Behind version, end and settings, in front of the signature. */
    private static String callOf(String path) {
        byte[] token = Base64.getUrlDecoder().decode(path.substring(path.lastIndexOf('/') + 1));
        int from = 6 + Byte.toUnsignedInt(token[5]);
        return new String(token, from, token.length - 32 - from, StandardCharsets.UTF_8);
    }

    private void webhook(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        Map<String, List<String>> headers = Map.copyOf(exchange.getRequestHeaders());
        // a frozen node has the request in hand when the proxy loses its patience: it comes to two nodes
        nodes.stream()
                .filter(node -> node.clock.isFrozen() && !node.clock.isDead())
                .forEach(node -> node.clock.run(() -> node.webhook(method, headers, body)));
        SimulatedNode node = next();
        Matcher call = CALL.matcher(new String(body, StandardCharsets.UTF_8));
        if (call.find()) {
            answeredBy.putIfAbsent(call.group(1), node);
        }
        exchange.sendResponseHeaders(node.webhook(method, headers, body), -1);
        exchange.close();
    }

    @Override
    public void close() {
        telnyx.close();
        nodes.forEach(SimulatedNode::close);
        front.stop(0);
        threads.shutdownNow();
    }

    /** What the nodes remember together, at the engine that may be away. */
    private static final class Stores implements SeenStore, EndedCalls {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();
        private final Set<String> ended = ConcurrentHashMap.newKeySet();
        private volatile boolean away;

        @Override
        public boolean firstSeen(String eventId) {
            if (away) {
                throw new IllegalStateException("the engine is away");
            }
            return seen.add(eventId);
        }

        @Override
        public CompletionStage<Void> end(String callControlId, Duration keep) {
            if (away) {
                return CompletableFuture.failedFuture(new IllegalStateException("the engine is away"));
            }
            ended.add(callControlId);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Boolean> hasEnded(String callControlId) {
            return away
                    ? CompletableFuture.failedFuture(new IllegalStateException("the engine is away"))
                    : CompletableFuture.completedFuture(ended.contains(callControlId));
        }
    }
}
