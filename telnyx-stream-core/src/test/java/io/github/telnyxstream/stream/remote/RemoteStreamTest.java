package io.github.telnyxstream.stream.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.access.StreamAuthenticator.Verdict;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.stream.router.RoutedCommand;
import io.github.telnyxstream.stream.router.RouterReply;
import io.github.telnyxstream.stream.router.RouterReply.Answered;
import io.github.telnyxstream.stream.router.RouterReply.NotOwned;
import io.github.telnyxstream.stream.router.RouterReply.Rejected;
import io.github.telnyxstream.stream.router.StreamRouter;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.OutgoingMessage;
import io.github.telnyxstream.stream.transport.SendCallback;
import io.github.telnyxstream.stream.transport.StreamTransport;
import io.github.telnyxstream.stream.transport.TransportListener;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is spoken to by its call. */
class RemoteStreamTest {
    private static final String CALL = "v3:exampleCallControlId";

    private final StreamRouter router = StreamRouter.inProcess();
    private final RemoteStreams streams = RemoteStreams.over(router, Duration.ofMinutes(5));
    private final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Queue<StreamEnd.Kind> ends = new ConcurrentLinkedQueue<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final RemoteActions actions = new RemoteActions() {
        @Override
        public CompletionStage<String> say(StreamSession session, String text) {
            said.add(session.callControlId() + ": " + text);
            return CompletableFuture.completedFuture("saying it");
        }
    };
    private final StreamAcceptor acceptor = StreamAcceptor.builder(() -> streams.owned(
                    new StreamListener() {
                        @Override
                        public void onStart(StreamSession session, StartEvent event) {
                            started.countDown();
                        }

                        @Override
                        public void onClosed(StreamSession session, StreamEnd end) {
                            ends.add(end.kind());
                        }

                        @Override
                        public void onEnd(StreamSession session) {
                            ended.countDown();
                        }
                    },
                    actions))
            .authenticator(StreamAuthenticator.async(
                    handshake -> CompletableFuture.completedFuture(Verdict.accepted(CALL, null))))
            .build();

    private TransportListener telnyx;

    private static final class Swallowing implements StreamTransport {
        @Override
        public void sendText(OutgoingMessage message, SendCallback callback) {
            callback.sent();
        }

        @Override
        public void sendPing(SendCallback callback) {
            callback.sent();
        }

        @Override
        public boolean isSendBlocking() {
            return false;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void abort() {}
    }

    private void open() throws InterruptedException {
        telnyx = acceptor.authorise(new Handshake("/media", null, Map.of(), null))
                .toCompletableFuture()
                .join()
                .open(new Swallowing());
        telnyx.onText("{\"event\":\"connected\",\"version\":\"1.0.0\"}");
        telnyx.onText("{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"s1\",\"start\":{"
                + "\"call_control_id\":\"" + CALL + "\",\"media_format\":{\"encoding\":\"PCMU\",\"sample_rate\":8000,"
                + "\"channels\":1}}}");
        started.await();
    }

    private static RouterReply of(CompletionStage<RouterReply> stage) {
        return stage.toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        acceptor.close();
        router.close();
    }

    @Test
    void speaksToACallThroughWhoeverOwnsIt() throws Exception {
        open();
        RouterReply reply = of(streams.call(CALL).say("Good evening"));
        assertThat(RemoteStream.text(reply)).isEqualTo("saying it");
        assertThat(said).containsExactly(CALL + ": Good evening");
    }

    @Test
    void carriesOutWhatASessionCanDo() throws Exception {
        open();
        RemoteStream stream = streams.call(CALL);
        assertThat(of(stream.interrupt())).isInstanceOf(Answered.class);
        assertThat(of(stream.hold())).isInstanceOf(Answered.class);
        assertThat(of(stream.resume())).isInstanceOf(Answered.class);
        assertThat(RemoteStream.text(of(stream.statistics()))).startsWith("{\"framesReceived\":0,");
        assertThat(RemoteStream.text(of(stream.diagnose()))).isNotBlank();
        assertThat(of(stream.close())).isInstanceOf(Answered.class);
        ended.await();
        assertThat(of(stream.interrupt())).isEqualTo(new NotOwned());
    }

    @Test
    void saysWhatTheOwnerDoesNotKnow() throws Exception {
        open();
        RemoteStream stream = streams.call(CALL);
        assertThat(of(stream.play("music"))).isEqualTo(new Rejected("the stream's node does not know how to play"));
        assertThat(of(stream.hangUp())).isEqualTo(new Rejected("the stream's node does not know how to hang up"));
        assertThat(of(stream.other("juggle", "3")))
                .isEqualTo(new Rejected("the stream's node does not know how to juggle"));
        assertThat(of(router.send(
                        RemoteStream.key(CALL),
                        RoutedCommand.of("{\"v\":2,\"do\":\"say\"}".getBytes(StandardCharsets.UTF_8)),
                        Duration.ofMinutes(5))))
                .isEqualTo(new Rejected("the command is of version 2, this node knows 1"));
        assertThat(of(router.send(
                        RemoteStream.key(CALL),
                        RoutedCommand.of("nonsense".getBytes(StandardCharsets.UTF_8)),
                        Duration.ofMinutes(5))))
                .isEqualTo(new Rejected("the command cannot be read"));
        assertThat(of(router.send(
                        RemoteStream.key(CALL),
                        RoutedCommand.of("{\"v\":1,\"do\":{\"do\":\"interrupt\"}}".getBytes(StandardCharsets.UTF_8)),
                        Duration.ofMinutes(5))))
                .isEqualTo(new Rejected("the command cannot be read"));
    }

    @Test
    void tellsAnotherNodeWhatHappens() throws Exception {
        open();
        BlockingQueue<RemoteEvent> events = new LinkedBlockingQueue<>();
        try (AutoCloseable listening =
                streams.call(CALL).listen(events::add).toCompletableFuture().join()) {
            assertThat(listening).isNotNull();
            telnyx.onText(
                    "{\"event\":\"dtmf\",\"stream_id\":\"s1\",\"sequence_number\":\"2\",\"dtmf\":{\"digit\":\"5\"}}");
            assertThat(events.take()).isEqualTo(new RemoteEvent(RemoteEvent.Kind.KEY, "5"));
            telnyx.onText("{\"event\":\"stop\",\"stream_id\":\"s1\",\"sequence_number\":\"3\"}");
            assertThat(events.take()).isEqualTo(new RemoteEvent(RemoteEvent.Kind.ENDED, "STOPPED"));
        }
    }

    @Test
    void closesTheOlderOfTwoStreamsOfOneCall() throws Exception {
        open();
        router.own(RemoteStream.key(CALL), CompletableFuture::completedFuture);
        // hangs when it is not closed
        ended.await();
        assertThat(ends).containsExactly(StreamEnd.Kind.REPLACED);
    }

    @Test
    void keepsThePromiseOfAListenerThatDoesNotBlock() {
        StreamListener prompt = new StreamListener.NonBlocking() {};
        assertThat(streams.owned(prompt, actions)).isInstanceOf(StreamListener.NonBlocking.class);
        assertThat(streams.owned(new StreamListener() {}, actions)).isNotInstanceOf(StreamListener.NonBlocking.class);
    }

    @Test
    void tellsThatThereIsNoSuchCall() {
        assertThat(of(streams.call("another").interrupt())).isEqualTo(new NotOwned());
        assertThatThrownBy(() -> streams.call("another")
                        .listen(event -> {})
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("NotOwned");
    }

    @Test
    void passesEveryCallbackOn() {
        List<String> callbacks = Arrays.stream(StreamListener.class.getMethods())
                .filter(Method::isDefault)
                .map(Method::getName)
                .toList();
        List<String> passedOn = Arrays.stream(OwnedListener.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(passedOn).containsAll(callbacks);
    }
}
