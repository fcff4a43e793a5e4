package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.examples.voicemail.HangUp;
import io.github.telnyxstream.examples.voicemail.MessageDirectory;
import io.github.telnyxstream.examples.voicemail.MessageStore;
import io.github.telnyxstream.examples.voicemail.VoicemailListener;
import io.github.telnyxstream.examples.voicemail.VoicemailSettings;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamOptions;
import io.github.telnyxstream.stream.StreamSettings;
import io.github.telnyxstream.stream.StreamTokens;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
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
    /** Of the ten seconds that a stop may take, what is left for closing. */
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);

    /** Nobody is interrupted here, so what is said may leave earlier and survive a busy machine. */
    private static final Duration LEAD = Duration.ofMillis(300);

    private final Configuration configuration;
    private final MessageDirectory messages;
    private final CallControl calls;
    private final StreamAcceptor streams;
    private final WebhookReceiver webhooks;
    private final WebServer server;
    private volatile boolean accepting = true;

    private AnsweringMachine(
            Configuration configuration,
            UnaryOperator<MessageStore> storeView,
            UnaryOperator<CallControl.Builder> clientView)
            throws IOException {
        this.configuration = configuration;
        messages = MessageDirectory.create(configuration.messages());
        CallControl.Builder client = CallControl.builder(configuration.apiKey());
        if (configuration.baseUrl() != null) {
            client.baseUrl(configuration.baseUrl());
        }
        calls = clientView.apply(client).build();
        StreamTokens tokens = StreamTokens.create();
        VoicemailSettings settings = settings(configuration);
        MessageStore store = storeView.apply(messages);
        HangUp hangUp = (heard, call) -> Commands.hangUpAfter(calls, heard, call);
        streams = StreamAcceptor.builder(() -> new VoicemailListener(settings, store, hangUp, Clock.systemUTC()))
                .authenticator(tokens)
                .options(StreamOptions.builder().lead(LEAD).build())
                .build();
        WebhookHandler handler = configuration.mode() == Mode.STREAM
                ? new StreamedCalls(calls, tokens, this::streamSettings, configuration.greeting())
                : new CarrierCalls(calls, new FetchedMessages(calls, messages, configuration), configuration);
        webhooks = WebhookReceiver.builder(WebhookVerifier.create(configuration.publicKey()), event -> {
                    if (isWelcome(event)) {
                        handler.onEvent(event);
                    }
                })
                .threads(64)
                .build();
        server = WebServer.start(configuration.port(), webhooks, streams);
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
        return start(configuration, storeView, client -> client);
    }

    static AnsweringMachine start(
            Configuration configuration,
            UnaryOperator<MessageStore> storeView,
            UnaryOperator<CallControl.Builder> clientView)
            throws IOException {
        return new AnsweringMachine(configuration, storeView, clientView);
    }

    private static VoicemailSettings settings(Configuration configuration) {
        short[] greeting =
                configuration.greeting() instanceof Greeting.Recorded recorded ? recorded.pcm() : new short[0];
        return VoicemailSettings.of(
                greeting, Sounds.bundled("thank-you"), configuration.longest(), configuration.silence());
    }

    private StreamSettings streamSettings() {
        return StreamSettings.of(publicUrl().replaceFirst("^http", "ws") + WebServer.MEDIA_PATH);
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
        if (accepting && isStorable()) {
            return true;
        }
        Commands.rejectBusy(calls, call.callControlId());
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
        accepting = false;
        int open = streams.openSessions();
        if (open > 0) {
            log.info("{} calls are open; they may end within {} s", open, patience.toSeconds());
        }
        Duration forCalls = patience.minus(FOR_CLOSING);
        if (!streams.drain(forCalls.isNegative() ? Duration.ZERO : forCalls)) {
            log.info("closing {} calls; what was said is saved", streams.openSessions());
        }
        close();
    }

    @Override
    public void close() {
        accepting = false;
        streams.close();
        try {
            streams.drain(FOR_CLOSING);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        webhooks.close();
        server.close();
        calls.close();
    }
}
