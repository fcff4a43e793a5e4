package io.github.telnyxstream.examples.answeringmachine;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.callcontrol.webhook.SeenStore;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import io.github.telnyxstream.callcontrol.webhook.WebhookVerifier;
import io.github.telnyxstream.examples.voicemail.CallFacts;
import io.github.telnyxstream.examples.voicemail.EndedBy;
import io.github.telnyxstream.examples.voicemail.OpenMessage;
import io.github.telnyxstream.examples.voicemail.VoicemailListener;
import io.github.telnyxstream.examples.voicemail.VoicemailSettings;
import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamStatistics;
import io.github.telnyxstream.stream.access.EndedCalls;
import io.github.telnyxstream.stream.access.SignedStreamTokens;
import io.github.telnyxstream.stream.access.SigningKeys;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.remote.RemoteActions;
import io.github.telnyxstream.stream.remote.RemoteStreams;
import io.github.telnyxstream.stream.router.MessageBus;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.router.FaultyNetwork;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One node of the answering machine with all that it is made of, but for sockets, files and time. */
final class SimulatedNode {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final VoicemailSettings SETTINGS =
            VoicemailSettings.of(new short[4_000], new short[4_000], Duration.ofMinutes(1), Duration.ofSeconds(20));

    final NodeClock clock;
    final FaultyNetwork.Node line;
    private final List<StreamTransport> sockets = new CopyOnWriteArrayList<>();
    private final StreamAcceptor acceptor;
    private final StreamRouter router;
    private final RoutedCallWatch watch;
    private final WebhookReceiver webhooks;
    private final CallControl calls;

    /** What all nodes share, each over its own line. */
    record Shared(SigningKeys keys, SeenStore seenWebhooks, EndedCalls endedCalls, BiConsumer<String, EndedBy> saved) {}

    SimulatedNode(NodeClock clock, FaultyNetwork.Node line, TelnyxSimulator telnyx, Shared shared) {
        this.clock = clock;
        this.line = line;
        calls = CallControl.builder("KEYcluster")
                .baseUrl(telnyx.baseUrl().toString())
                .executor(clock::run)
                .build();
        HangUps hangUps = new HangUps(calls);
        SignedStreamTokens tokens = SignedStreamTokens.create(shared.keys, Duration.ofHours(4), clock.timeOfDay())
                .refusing(shared.endedCalls);
        router = StreamRouter.over(new Bus(), clock);
        watch = new RoutedCallWatch(hangUps::now, LONGEST_CALL, clock::nanoTime, router);
        look();
        RemoteStreams everywhere = RemoteStreams.over(router);
        acceptor = StreamAcceptor.builder(() -> everywhere.owned(
                        new VoicemailListener(
                                SETTINGS,
                                (call, rate) -> new Message(call, rate, shared.saved),
                                hangUps::after,
                                watch,
                                clock.timeOfDay()),
                        new RemoteActions() {}))
                .authenticator(tokens)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(clock::run)
                        .build())
                .build();
        StreamedCalls answered = new StreamedCalls(
                calls,
                hangUps,
                tokens,
                () -> StreamSettings.of("wss://voice.example.com/media"),
                new Greeting.Recorded(SETTINGS.greeting(), new byte[0]),
                watch);
        webhooks = WebhookReceiver.builder(
                        WebhookVerifier.builder()
                                .key(telnyx.publicKey())
                                .clock(clock.timeOfDay())
                                .build(),
                        answered)
                .executor(clock::run)
                .seenStore(shared.seenWebhooks)
                .build();
    }

    private void look() {
        watch.check();
        clock.tryCallAt(clock.nanoTime() + LOOK.toNanos(), this::look);
    }

    int webhook(String method, java.util.Map<String, List<String>> headers, byte[] body) {
        return webhooks.receive(method, headers, body);
    }

    CompletionStage<Admission> authorise(Handshake handshake) {
        return acceptor.authorise(handshake).thenApply(Socket::new);
    }

    boolean isUp() {
        return !clock.isDead() && !clock.isFrozen();
    }

    /** As by SIGKILL: its sockets break, its subscriptions are gone, nothing that it had begun goes on. */
    void kill() {
        clock.die();
        line.close();
        sockets.forEach(StreamTransport::abort);
    }

    void close() {
        kill();
        calls.close();
    }

    /** The node's end of the network: what comes waits while it is frozen. */
    private final class Bus implements MessageBus {
        @Override
        public void publish(String topic, byte[] message, Undelivered outcome) {
            line.publish(topic, message, outcome);
        }

        @Override
        public CompletionStage<Subscription> subscribe(String topic, Consumer<byte[]> receiver) {
            return line.subscribe(topic, message -> clock.run(() -> receiver.accept(message)));
        }

        @Override
        public void onReconnected(Runnable listener) {
            line.onReconnected(() -> clock.run(listener));
        }

        @Override
        public void close() {
            line.close();
        }
    }

    private final class Socket implements Admission {
        private final Admission admission;

        Socket(Admission admission) {
            this.admission = admission;
        }

        @Override
        public boolean isAccepted() {
            return admission.isAccepted();
        }

        @Override
        public int httpStatus() {
            return admission.httpStatus();
        }

        @Override
        public TransportListener open(StreamTransport transport) {
            sockets.add(transport);
            TransportListener engine = admission.open(transport);
            return new TransportListener() {
                @Override
                public void onText(String message) {
                    clock.run(() -> engine.onText(message));
                }

                @Override
                public void onBinary(int lengthBytes) {
                    clock.run(() -> engine.onBinary(lengthBytes));
                }

                @Override
                public void onSignOfLife() {
                    clock.run(engine::onSignOfLife);
                }

                @Override
                public void onClose(int code, String reason) {
                    clock.run(() -> engine.onClose(code, reason));
                }

                @Override
                public void onError(Throwable cause) {
                    clock.run(() -> engine.onError(cause));
                }
            };
        }

        @Override
        public void abandon() {
            admission.abandon();
        }
    }

    /** Says only that it was saved: files are tested elsewhere. */
    private static final class Message implements OpenMessage {
        private final CallFacts call;
        private final int sampleRateHz;
        private final BiConsumer<String, EndedBy> saved;
        private long samples;

        Message(CallFacts call, int sampleRateHz, BiConsumer<String, EndedBy> saved) {
            this.call = call;
            this.sampleRateHz = sampleRateHz;
            this.saved = saved;
        }

        @Override
        public void write(MediaFrame frame) {
            samples += frame.pcm().length;
        }

        @Override
        public Duration duration() {
            return Duration.ofMillis(samples * 1_000 / sampleRateHz);
        }

        @Override
        public Optional<Path> save(EndedBy endedBy, StreamStatistics frames) {
            saved.accept(call.callControlId(), endedBy);
            return Optional.of(Path.of("saved"));
        }

        @Override
        public void discard() {
            samples = 0;
        }
    }
}
