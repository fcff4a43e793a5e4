package io.github.telnyxstream.examples.cluster;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.command.AnswerCommand;
import io.github.telnyxstream.callcontrol.webhook.CallHangup;
import io.github.telnyxstream.callcontrol.webhook.CallInitiated;
import io.github.telnyxstream.callcontrol.webhook.ClientStateCodec;
import io.github.telnyxstream.callcontrol.webhook.WebhookHandler;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.router.redis.RedisBus;
import io.github.telnyxstream.router.redis.RedisEndedCalls;
import io.github.telnyxstream.router.redis.RedisSeenWebhooks;
import io.github.telnyxstream.stream.DrainPlan;
import io.github.telnyxstream.stream.DrainReport;
import io.github.telnyxstream.stream.PlaybackOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.remote.RemoteActions;
import io.github.telnyxstream.stream.remote.RemoteStream;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.settings.StreamUrl;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node as docs/several-machines.md puts it together, piece by piece; the page's code is this file's, and runs in a test. */
public final class OneOfSeveral implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OneOfSeveral.class);

    private final CallControl calls;
    private final RedisClient client;
    private final SignedStreamTokens tokens;
    private final StreamRouter router;
    private final RemoteStreams streams;
    private final StreamAcceptor acceptor;
    private final WebhookReceiver receiver;

    /**
     * Connects a node.
     *
     * @param calls the client for Telnyx; not closed with the node
     * @param publicKey of webhooks
     * @param redis the URL of the engine that all nodes share
     * @param settings how streams are wanted
     * @param say says a text on a stream of this node
     * @param handler what else is done with webhooks
     */
    public OneOfSeveral(
            CallControl calls,
            String publicKey,
            String redis,
            StreamSettings settings,
            BiConsumer<StreamSession, String> say,
            WebhookHandler handler) {
        this.calls = calls;
        client = RedisClient.create(redis);
        tokens = tokens().refusing(RedisEndedCalls.create(client));
        router = router(redis);
        streams = RemoteStreams.over(router);
        acceptor = acceptor(streams, tokens, new SayingActions(say));
        receiver = receiver(WebhookVerifier.create(publicKey), settings, handler);
    }

    private static SignedStreamTokens tokens() {
        SigningKeys keys = SigningKeys.parse(System.getenv("TELNYX_STREAM_KEYS")); // openssl rand -base64 32
        SignedStreamTokens tokens = SignedStreamTokens.create(keys);
        return tokens;
    }

    /**
     * What an application wants to know again of a call, on any node.
     *
     * @param secret the same on all nodes
     * @param callControlId the call
     * @return what came through Telnyx and back
     */
    public static String remembered(byte[] secret, String callControlId) {
        ClientStateCodec states = ClientStateCodec.signed(secret);
        String state =
                states.forCall(callControlId).encodeText("order 42"); // AnswerCommand.builder().clientState(state)
        String order = states.forCall(callControlId).decodeText(state); // event.clientState(), on whichever node
        return order;
    }

    /**
     * Settings of a stream that leads back to the node that asks for it.
     *
     * @param node its name, as the proxy knows it
     * @return the settings
     */
    public static StreamSettings forThisNode(String node) {
        return StreamSettings.of(StreamUrl.forNode("wss://voice.example.com/media/{node}", node));
    }

    private WebhookReceiver receiver(WebhookVerifier verifier, StreamSettings settings, WebhookHandler handler) {
        return WebhookReceiver.builder(verifier, event -> {
                    if (event instanceof CallInitiated call) {
                        calls.call(call.callControlId())
                                .inAnswerTo(event.id())
                                .answer(AnswerCommand.builder().stream(tokens.forAnswer(call.callControlId(), settings))
                                        .build());
                    }
                    if (event instanceof CallHangup over) {
                        tokens.revoke(over.callControlId()); // told to all nodes where there is a store of ended calls
                    }
                    handler.onEvent(event);
                })
                .seenStore(RedisSeenWebhooks.create(client, Duration.ofHours(1)))
                .build();
    }

    private static StreamRouter router(String redis) {
        StreamRouter router = StreamRouter.over(RedisBus.connect(redis)); // or NatsBus, or StreamRouter.inProcess()
        return router;
    }

    private static StreamAcceptor acceptor(RemoteStreams streams, SignedStreamTokens tokens, RemoteActions actions) {
        StreamAcceptor acceptor = StreamAcceptor.builder(() -> streams.owned(new MyListener(), actions))
                .authenticator(tokens)
                .build();
        return acceptor;
    }

    /** What this application does with a stream. */
    private static final class MyListener implements StreamListener {}

    /** What other nodes may ask of it. */
    private record SayingActions(BiConsumer<StreamSession, String> how) implements RemoteActions {
        @Override
        public CompletionStage<String> say(StreamSession session, String text) {
            how.accept(session, text);
            return CompletableFuture.completedFuture("");
        }
    }

    /**
     * Speaks on a call, wherever its stream is.
     *
     * @param callControlId the call
     * @return what the stream's node found out about it
     */
    public CompletionStage<String> speak(String callControlId) {
        streams.call(callControlId).interrupt();
        streams.call(callControlId).say("One moment, please");
        return streams.call(callControlId).diagnose().thenApply(RemoteStream::text);
    }

    /**
     * Leaves the running calls time to end.
     *
     * @param goodbye said at the end of that time
     * @param patience the time
     * @return who was left
     */
    public CompletionStage<DrainReport> drain(AudioSource goodbye, Duration patience) {
        return acceptor.drain(DrainPlan.builder(patience)
                .acceptGrace(Duration.ofSeconds(10))
                .report(Duration.ofSeconds(10), report -> log.info("{} calls are left", report.openSessions()))
                .atDeadline(session -> session.playNow(goodbye, PlaybackOptions.defaults()))
                .build());
    }

    StreamAcceptor acceptor() {
        return acceptor;
    }

    WebhookReceiver webhooks() {
        return receiver;
    }

    RemoteStreams streams() {
        return streams;
    }

    @Override
    public void close() {
        receiver.close();
        acceptor.close();
        router.close();
        client.shutdown();
    }
}
