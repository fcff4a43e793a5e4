package io.github.telnyxstream.testkit.simulator;

import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.fault.Forgery;
import io.github.telnyxstream.testkit.fault.RestFault;
import io.github.telnyxstream.testkit.observation.ReceivedRequest;
import io.github.telnyxstream.testkit.simulator.loop.StallWatch;
import io.github.telnyxstream.testkit.simulator.loop.Ticker;
import io.github.telnyxstream.testkit.simulator.media.LinkRefused;
import io.github.telnyxstream.testkit.simulator.media.MediaLink;
import io.github.telnyxstream.testkit.simulator.media.MediaSocket;
import io.github.telnyxstream.testkit.simulator.media.MemoryLink;
import io.github.telnyxstream.testkit.simulator.rest.RestServer;
import io.github.telnyxstream.testkit.simulator.webhook.Webhook;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookKey;
import io.github.telnyxstream.testkit.simulator.webhook.WebhookSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Telnyx of one's own: call control API, webhooks, media streams and the people on the phone, reached over real sockets
 * on the loopback interface. Nothing in it knows the application; what it believes about Telnyx comes from Telnyx's
 * documentation, so that an application which works here was not merely tested against itself.
 *
 * <pre>{@code
 * try (TelnyxSimulator telnyx = TelnyxSimulator.builder().apiKey("KEYtest").start()) {
 *     telnyx.webhookUrl(URI.create("http://127.0.0.1:8080/webhook"));
 *     SimulatedCall call = telnyx.placeCall(Caller.builder().awaitBeep(Duration.ofSeconds(30)).hangUp().build());
 *     call.awaitEnd(Duration.ofMinutes(1));
 * }
 * }</pre>
 *
 * <p><b>Threads:</b> thread-safe. One thread paces all calls; requests and signatures have daemon threads of their own.
 */
public final class TelnyxSimulator implements AutoCloseable {
    private static final List<String> DETECTABLE =
            List.of("human_residence", "human_business", "machine", "silence", "fax_detected", "not_sure");

    private static final Logger log = LoggerFactory.getLogger(TelnyxSimulator.class);
    private static final int WORKER_IDLE_SECONDS = 5;
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Duration STALL = Duration.ofMinutes(1);

    private final Exchange exchange;
    private final Switchboard switchboard;
    private final CallApi api;
    private final RestServer server;
    private final WebhookKey key;
    private final GuardedObserver observer;

    TelnyxSimulator(SimulatorBuilder builder) throws IOException {
        Executor workers = workers();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(workers)
                .build();
        key = builder.key;
        observer = new GuardedObserver(builder.observer);
        Random random = builder.random;
        StallWatch stallWatch = new StallWatch(STALL);
        Ticker ticker = Ticker.on(builder.clock);
        exchange = new Exchange(
                ticker,
                builder.clock,
                client,
                new Dialers(builder.acceptor == null ? MediaSocket.with(client) : MemoryLink.to(builder.acceptor)),
                stallWatch,
                new WebhookSender(client, workers, builder.clock, key, builder.isFlat, stallWatch),
                builder.delivery,
                observer,
                random,
                CallIdentity.uuid(random),
                builder.connectionId,
                new SpokenText(builder.speechCommandOrUsual(), workers, ticker),
                builder.failoverUrl,
                new Recordings(builder.clock),
                builder.keptSamples);
        switchboard = new Switchboard(exchange);
        api = new CallApi(exchange, switchboard);
        server = startServer(builder, workers);
        exchange.recordings().host("http://127.0.0.1:" + server.port());
        if (builder.webhookUrl != null) {
            switchboard.webhookUrl(builder.webhookUrl);
        }
    }

    /** Not shut down: the HTTP client still has goodbyes to say when the simulator closes. Idle threads end. */
    private static Executor workers() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, WORKER_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "telnyx-simulator-worker");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private RestServer startServer(SimulatorBuilder builder, Executor workers) throws IOException {
        try {
            return new RestServer(builder.port, workers, builder.apiKey, builder.clock, api);
        } catch (IOException portTaken) {
            exchange.ticker().close();
            throw portTaken;
        }
    }

    /**
     * Settings; all have defaults except, before the first call, the webhook URL.
     *
     * @return a new builder
     */
    public static SimulatorBuilder builder() {
        return new SimulatorBuilder();
    }

    /**
     * Where the API is, for an application's base URL setting.
     *
     * @return for example {@code http://127.0.0.1:41234/v2}
     */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.port() + "/v2");
    }

    /**
     * The key that webhooks are signed with, as Telnyx's portal shows it.
     *
     * @return base64 of the raw 32 bytes of an Ed25519 public key
     */
    public String publicKey() {
        return key.publicKey();
    }

    /**
     * Sets where webhooks of calls from now on go; the application usually learns the base URL and the public key first.
     *
     * @param url the application's webhook address
     */
    public void webhookUrl(URI url) {
        switchboard.webhookUrl(Objects.requireNonNull(url, "url"));
    }

    /**
     * Opens streams from now on at an acceptor in the same JVM, see {@link SimulatorBuilder#streamsTo}.
     *
     * @param application the application's {@code StreamAcceptor}
     */
    public void streamsTo(Admissions application) {
        exchange.dialer().dialAt(MemoryLink.to(application));
    }

    /**
     * Lets somebody call the application.
     *
     * @param caller who, and what they will do
     * @return the call, ringing
     * @throws IllegalStateException if no webhook URL is set
     */
    public SimulatedCall placeCall(Caller caller) {
        return exchange.ticker().ask(() -> switchboard.place(caller));
    }

    /**
     * Sets who is at the other end when the application dials from now on. The numbers are those of the dial command.
     *
     * @param person what they will do
     */
    public void whenDialed(Caller person) {
        switchboard.callee(person);
    }

    /**
     * Sets what machine detection finds from now on, whoever answers; a detection that does not know the word tells the
     * nearest of its own.
     *
     * @param result a word of {@code call.machine.premium.detection.ended}, for example {@code fax_detected}
     * @throws IllegalArgumentException if it is none
     */
    public void whenDetected(String result) {
        if (!DETECTABLE.contains(result)) {
            throw new IllegalArgumentException("result is " + result + ", must be one of " + DETECTABLE);
        }
        switchboard.detected(result);
    }

    /**
     * All calls so far, dialled ones included.
     *
     * @return in the order they came about
     */
    public List<SimulatedCall> calls() {
        return switchboard.calls();
    }

    /**
     * All requests so far, about calls or not, accepted or not.
     *
     * @return in the order they were answered
     */
    public List<ReceivedRequest> requests() {
        return api.requests();
    }

    Set<String> commandNames() {
        return api.commandNames();
    }

    /**
     * Scripts what happens to the next API requests; each fault is used once, in order.
     *
     * @param faults how they go wrong
     */
    public void failNext(RestFault... faults) {
        for (RestFault fault : faults) {
            server.failNext(fault);
        }
    }

    /**
     * Lets the next recording end in an error instead of a file.
     *
     * @param reason Telnyx's words, for example {@code Internal server error}
     */
    public void failNextRecording(String reason) {
        exchange.recordings().failNext(Objects.requireNonNull(reason, "reason"));
    }

    /**
     * Sends a webhook that is not genuine and says that a call has come in.
     *
     * @param forgery in which way it is not genuine
     * @return what the application answered, 0 for nothing
     */
    public CompletableFuture<Integer> forgeWebhook(Forgery forgery) {
        Webhook webhook = exchange.ticker().ask(() -> {
            CallIdentity identity =
                    CallIdentity.of(exchange.random(), exchange.connectionId(), "+15550100066", "+15550100002", true);
            Timeline timeline = new Timeline(exchange, event -> {}, identity.callControlId());
            CallWebhooks webhooks = new CallWebhooks(exchange, identity, timeline, switchboard.defaultUrl(), () -> {});
            return webhooks.webhook(
                    EventType.CALL_INITIATED,
                    payload -> webhooks.parties(payload)
                            .put("direction", "incoming")
                            .put("state", "parked"));
        });
        return exchange.sender().postForged(webhook, forgery);
    }

    /**
     * Opens a stream that no command asked for, as a stranger would who knows the address, and breaks it before a word is
     * said. {@link #streamsTo} applies.
     *
     * @param url where streams are taken, with whatever is to be believed in its path or query
     * @return what the application answered the upgrade with: 101 when the stranger was let in, 0 for nothing
     */
    public CompletableFuture<Integer> forgeStream(URI url) {
        CompletableFuture<MediaLink> opened = exchange.dialer().open(url, null, new Stranger());
        return exchange.stallWatch()
                .watch(opened, "answers a stranger's upgrade request")
                .handle((link, failure) -> {
                    if (failure == null) {
                        link.abort();
                        return SWITCHING_PROTOCOLS;
                    }
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof LinkRefused refused ? refused.status() : 0;
                });
    }

    /** Hears nothing of what it is sent. */
    private static final class Stranger implements MediaLink.Receiver {
        @Override
        public void onText(String text) {}

        @Override
        public void onBinary() {}

        @Override
        public void onPong(String payload) {}

        @Override
        public void onDropped() {}

        @Override
        public void onEnd(String how) {}
    }

    /**
     * Hangs up all calls, gives the application two seconds to take the last webhooks, and stops. What calls saw stays
     * readable; idle worker threads end by themselves within seconds. Then throws what the observer threw first, if it
     * did: an assertion in it fails the test that closes the simulator.
     */
    @Override
    public void close() {
        CompletableFuture<?> told = exchange.ticker().ask(switchboard::endAll);
        try {
            if (!exchange.ticker().await(told, GOODBYE)) {
                log.debug("closed before the application had taken all webhooks");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        server.close();
        exchange.ticker().close();
        observer.rethrow();
    }
}
