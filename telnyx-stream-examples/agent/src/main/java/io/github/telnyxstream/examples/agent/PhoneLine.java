package io.github.telnyxstream.examples.agent;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.WebhookEvent;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.server.StreamServer;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.EchoGuard;
import io.github.telnyxstream.stream.InboundOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamClock;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls come in by webhooks and are answered with a stream, at one port. */
final class PhoneLine implements AutoCloseable {
    private static final String MEDIA_PATH = "/media";
    private static final Duration TOKENS_LIVE = Duration.ofMinutes(5);

    private final CallControl calls;
    private final StreamTokens tokens;
    private final StreamAcceptor streams;
    private final ExecutorService threads = Executors.newCachedThreadPool(PhoneLine::thread);
    private final WebhookReceiver webhooks;
    private final StreamServer server;
    private final @Nullable URI publicUrl;

    /** Where to listen and how Telnyx finds us; the port 0 is any. */
    record Address(int port, @Nullable URI publicUrl) {}

    PhoneLine(
            Address address,
            CallControl calls,
            String publicKey,
            Supplier<? extends StreamListener> agents,
            StreamClock clock)
            throws IOException {
        this.calls = calls;
        this.publicUrl = address.publicUrl();
        this.tokens = StreamTokens.create(TOKENS_LIVE, clock::nanoTime);
        this.streams = StreamAcceptor.builder(agents)
                .authenticator(tokens)
                .options(AcceptorOptions.builder()
                        .inbound(InboundOptions.builder()
                                .echoGuard(EchoGuard.MARK)
                                .build())
                        .clock(clock)
                        .build())
                .build();
        InstantSource now = clock::instant;
        this.webhooks = WebhookReceiver.builder(
                        WebhookVerifier.builder()
                                .key(publicKey)
                                .clock(now.withZone(ZoneOffset.UTC))
                                .build(),
                        this::onEvent)
                .executor(clock.holding(threads))
                .nanoTime(clock::nanoTime)
                .build();
        try {
            this.server = StreamServer.builder(streams)
                    .port(address.port())
                    .streams(MEDIA_PATH)
                    .webhooks("/webhook", webhooks)
                    .start();
        } catch (IOException taken) {
            webhooks.close();
            streams.close();
            throw taken;
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "webhooks");
        thread.setDaemon(true);
        return thread;
    }

    private void onEvent(WebhookEvent event) {
        if (event instanceof CallInitiated call && call.direction().is(CallInitiated.Direction.INCOMING)) {
            String id = call.callControlId();
            StreamSettings stream = StreamSettings.of(url().replaceFirst("^http", "ws") + MEDIA_PATH);
            calls.call(id)
                    .inAnswerTo(event.id())
                    .answer(AnswerCommand.builder().stream(tokens.forAnswer(id, stream))
                            .build());
        }
    }

    private String url() {
        return publicUrl == null
                ? "http://127.0.0.1:" + port()
                : publicUrl.toString().replaceFirst("/$", "");
    }

    int port() {
        return server.port();
    }

    /** Where streams come in, for whoever brings them without a socket. */
    StreamAcceptor streams() {
        return streams;
    }

    /** No more calls; those that are open end now. */
    @Override
    public void close() {
        streams.close();
        webhooks.close();
        server.close();
        threads.shutdown();
    }
}
