package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.examples.voicemail.MessageDirectory;
import io.github.telnyxstream.examples.voicemail.MessageStore;
import io.github.telnyxstream.examples.voicemail.VoicemailListener;
import io.github.telnyxstream.examples.voicemail.VoicemailSettings;
import io.github.telnyxstream.server.RequestHandler;
import io.github.telnyxstream.server.WebReply;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.OutboundOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.remote.RemoteActions;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answering machine: joins webhooks, commands, streams and messages, and listens on one port.
 *
 * <p>Thread-safe.
 */
public final class AnsweringMachine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AnsweringMachine.class);
    private static final Door ONE_PORT = Door.onePort(request -> WebReply.of(404));

    /** Of the ten seconds that a stop may take, what is left for hanging up and fetching. */
    private static final Duration FOR_CLOSING = Duration.ofSeconds(3);

    /** Nobody is interrupted here, so what is said may leave earlier and survive a busy machine. */
    private static final Duration LEAD = Duration.ofMillis(300);

    private final Configuration configuration;
    private final MessageDirectory messages;
    private final CallControl calls;
    private final HangUps hangUps;
    private final Nodes nodes;
    private final RoutedCallWatch watch;
    private final AnsweredCalls answered;
    private final StreamAcceptor streams;
    private final WebhookReceiver webhooks;
    private final Door.Open server;
    private volatile boolean accepting = true;
    private volatile boolean ready = true;

    private AnsweringMachine(Configuration configuration, Surroundings surroundings, Nodes nodes, Door door)
            throws IOException {
        this.configuration = configuration;
        this.nodes = nodes;
        messages = directory(configuration.messages());
        CallControl.Builder client = CallControl.builder(configuration.apiKey());
        if (configuration.baseUrl() != null) {
            client.baseUrl(configuration.baseUrl());
        }
        calls = surroundings.client().apply(client).build();
        hangUps = new HangUps(calls);
        VoicemailSettings settings = settings(configuration);
        watch = new RoutedCallWatch(
                hangUps::now, longestCall(configuration, settings), surroundings.nanoTime(), nodes.router());
        watch.start();
        MessageStore store = surroundings.store().apply(messages);
        RemoteStreams everywhere = RemoteStreams.over(nodes.router());
        streams = StreamAcceptor.builder(() -> everywhere.owned(
                        new VoicemailListener(settings, store, hangUps::after, watch, Clock.systemUTC()),
                        remoteActions()))
                .authenticator(nodes.tokens())
                .options(surroundings
                        .streams()
                        .apply(AcceptorOptions.builder()
                                .outbound(OutboundOptions.builder().lead(LEAD).build()))
                        .build())
                .build();
        answered = configuration.mode() == Mode.STREAM
                ? new StreamedCalls(
                        calls, hangUps, nodes.tokens(), this::streamSettings, configuration.greeting(), watch)
                : new CarrierCalls(
                        calls, hangUps, new FetchedMessages(calls, messages, configuration), configuration, watch);
        webhooks = receiver(surroundings);
        server = serve(configuration.port(), door);
    }

    private WebhookReceiver receiver(Surroundings surroundings) {
        WebhookVerifier verifier = surroundings
                .verifier()
                .apply(WebhookVerifier.builder().key(configuration.publicKey()))
                .build();
        WebhookReceiver.Builder receiver = WebhookReceiver.builder(verifier, event -> {
                    if (isWelcome(event)) {
                        answered.onEvent(event);
                    }
                })
                .threads(64)
                .seenStore(nodes.seenWebhooks());
        return surroundings.receiver().apply(receiver).build();
    }

    /** What other nodes may ask of a stream here; the older of two streams of a call is closed without any of it. */
    private RemoteActions remoteActions() {
        return new RemoteActions() {
            @Override
            public CompletionStage<String> hangUp(StreamSession session) {
                hangUps.now(Objects.requireNonNull(session.callControlId(), "an owned stream has a call"));
                return CompletableFuture.completedFuture("");
            }
        };
    }

    private static MessageDirectory directory(Path folder) throws IOException {
        try {
            return MessageDirectory.create(folder);
        } catch (IOException refused) {
            throw new IOException(
                    "--messages " + folder.toAbsolutePath() + " must be writable: " + Sounds.reason(refused), refused);
        }
    }

    private Door.Open serve(int port, Door door) throws IOException {
        try {
            return door.open(port, streams, webhooks, () -> ready);
        } catch (IOException taken) {
            answered.close();
            webhooks.close();
            calls.close();
            watch.close();
            nodes.router().close();
            throw new IOException("--" + taken.getMessage(), taken);
        }
    }

    /**
     * Starts to listen.
     *
     * @param configuration checked settings
     * @param storeView may watch what is stored
     * @return the machine, ready for calls
     * @throws IOException if the port is taken or the folder cannot be written to
     */
    public static AnsweringMachine start(Configuration configuration, UnaryOperator<MessageStore> storeView)
            throws IOException {
        return start(configuration, Surroundings.usual(storeView));
    }

    /**
     * Starts to listen, with something more at the same port.
     *
     * @param configuration checked settings
     * @param otherRequests answers what is neither a webhook, a stream nor the health check
     * @return the machine, ready for calls
     * @throws IOException if the port is taken or the folder cannot be written to
     */
    public static AnsweringMachine startWith(Configuration configuration, RequestHandler otherRequests)
            throws IOException {
        return new AnsweringMachine(
                configuration, Surroundings.usual(store -> store), Nodes.one(), Door.onePort(otherRequests));
    }

    /**
     * Starts to listen, on a server of the caller's.
     *
     * @param configuration checked settings
     * @param door the server
     * @return the machine, ready for calls
     * @throws IOException if the port is taken or the folder cannot be written to
     */
    public static AnsweringMachine startAt(Configuration configuration, Door door) throws IOException {
        return new AnsweringMachine(configuration, Surroundings.usual(store -> store), Nodes.one(), door);
    }

    /**
     * Starts to listen, as one of several nodes.
     *
     * @param configuration checked settings; the messages may go to one folder or to several
     * @param nodes what the nodes share; its router is closed with the machine
     * @return the machine, ready for calls
     * @throws IOException if the port is taken or the folder cannot be written to
     */
    public static AnsweringMachine start(Configuration configuration, Nodes nodes) throws IOException {
        return new AnsweringMachine(configuration, Surroundings.usual(store -> store), nodes, ONE_PORT);
    }

    static AnsweringMachine start(Configuration configuration, Surroundings surroundings) throws IOException {
        return new AnsweringMachine(configuration, surroundings, Nodes.one(), ONE_PORT);
    }

    /** Where streams come in, for whoever brings them without a socket. */
    StreamAcceptor streams() {
        return streams;
    }

    private static VoicemailSettings settings(Configuration configuration) {
        short[] greeting =
                configuration.greeting() instanceof Greeting.Recorded recorded ? recorded.pcm() : new short[0];
        return VoicemailSettings.of(
                greeting, Sounds.bundled("thank-you"), configuration.longest(), configuration.silence());
    }

    /** Greeting, message and thanks, with as much again for a line that takes its time. */
    private static Duration longestCall(Configuration configuration, VoicemailSettings settings) {
        Duration words = Duration.ofSeconds(settings.greeting().length / VoicemailSettings.SAMPLE_RATE_HZ);
        return configuration.longest().plus(words).plus(CallWatch.TO_SPEAK).plus(CallWatch.TO_SPEAK);
    }

    private StreamSettings streamSettings() {
        return StreamSettings.of(publicUrl().replaceFirst("^http", "ws") + Door.MEDIA_PATH);
    }

    private String publicUrl() {
        URI told = configuration.publicUrl();
        String url = told == null ? "http://127.0.0.1:" + port() : told.toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** New calls are taken only while we can serve them; others are told that the line is busy. */
    private boolean isWelcome(WebhookEvent event) {
        if (!(event instanceof CallInitiated call)) {
            return true;
        }
        if (call.direction().is(CallInitiated.Direction.OUTGOING)) {
            return false;
        }
        if (accepting && watch.tryTake(call.callControlId(), configuration.maxCalls())) {
            if (isStorable()) {
                return true;
            }
            watch.giveBack(call.callControlId());
        }
        Commands.rejectBusy(calls, call);
        return false;
    }

    private boolean isStorable() {
        try {
            messages.check();
            return true;
        } catch (IOException full) {
            log.error("a call is refused, no message can be stored: {}", full.toString());
            return false;
        }
    }

    /**
     * The port.
     *
     * @return where it listens
     */
    public int port() {
        return server.port();
    }

    /**
     * Whether new calls are taken.
     *
     * @return false from the beginning of a stop
     */
    public boolean isAccepting() {
        return accepting;
    }

    /**
     * Takes no new calls, lets running messages come to their end, closes those that have not, and stops.
     *
     * @param patience how long all of it may take
     * @throws InterruptedException if the thread is interrupted
     */
    public void stop(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ready = false;
        if (nodes.isOneOfSeveral()) {
            leaveToOthers(deadline);
        }
        accepting = false;
        answered.stop();
        int open = streams.openSessions();
        if (open > 0) {
            log.info("{} calls are open; they may end within {} s", open, patience.toSeconds());
        }
        Duration forCalls = patience.minus(FOR_CLOSING);
        if (!streams.drain(forCalls.isNegative() ? Duration.ZERO : forCalls)) {
            log.info("closing {} calls; what was said is saved", streams.openSessions());
        }
        close(deadline);
    }

    /**
     * Whoever routes to the nodes gives to another what is answered 503 here. A call that this node has answered may bring
     * its stream here or there; when it speaks, whoever hears it watches it.
     */
    private void leaveToOthers(long deadline) throws InterruptedException {
        webhooks.close();
        while (!watch.silent().isEmpty() && left(deadline).compareTo(FOR_CLOSING) > 0) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        ready = false;
        accepting = false;
        answered.stop();
        close(System.nanoTime() + FOR_CLOSING.toNanos());
    }

    private void close(long deadline) {
        streams.close();
        Thread handlers = new Thread(webhooks::close, "last-webhooks");
        try {
            streams.drain(left(deadline));
            answered.drain(left(deadline));
            handlers.start();
            handlers.join(Math.max(1, left(deadline).toMillis()));
            hangUps.await(left(deadline));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        server.close();
        calls.close();
        webhooks.close();
        answered.close();
        watch.close();
        nodes.router().close();
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
