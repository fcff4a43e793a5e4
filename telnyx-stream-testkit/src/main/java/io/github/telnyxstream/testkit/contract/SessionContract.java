package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.OutboundOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamEnd;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.RecordingListener;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The adapter with the real engine behind it: audio from end to end, and one end for every session. */
public interface SessionContract extends AdapterUnderTest {

    /**
     * What the caller says comes back, sample for sample.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("smoke")
    @Proves(Rule.T9)
    default void echoesTheCallersAudioExactly() throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor);
                CallingPeer caller = CallingPeer.call(server.port(), 1)) {
            caller.speak(100);
            Bench.await(() -> caller.heardFrames() == 100);
            assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
            assertThat(caller.shortestHeardBytes()).isEqualTo(160);
        }
    }

    /**
     * Two hundred calls at once, and nobody hears another's words.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T9)
    default void keepsTwoHundredCallsApart() throws Exception {
        int calls = 200;
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor)) {
            List<CallingPeer> callers = IntStream.range(0, calls)
                    .mapToObj(n -> CallingPeer.call(server.port(), n))
                    .toList();
            Bench.await(() -> acceptor.openSessions() == calls);
            callers.forEach(caller -> caller.speak(10));
            Bench.await(() -> callers.stream().allMatch(caller -> caller.heardFrames() == 10));
            for (CallingPeer caller : callers) {
                assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
                caller.hangUp();
            }
            Bench.await(() -> acceptor.openSessions() == 0);
            callers.forEach(CallingPeer::close);
        }
    }

    /**
     * Stop, close by the peer, loss, and close by the application each end a session once, and nothing comes after.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("smoke")
    @Proves(Rule.T8)
    default void endsEverySessionOnce() throws Exception {
        Queue<RecordingListener> listeners = new ConcurrentLinkedQueue<>();
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> remembered(listeners));
                RunningServer server = serve(acceptor)) {
            RecordingListener stopped = ended(server, 1, listeners, (caller, session) -> caller.hangUp());
            RecordingListener closed = ended(server, 2, listeners, (caller, session) -> caller.closeSocket());
            RecordingListener lost = ended(server, 3, listeners, (caller, session) -> caller.close());
            RecordingListener ours = ended(server, 4, listeners, (caller, session) -> session.close());
            Bench.await(() -> acceptor.openSessions() == 0);
            assertThat(stopped.end()).map(StreamEnd::kind).contains(StreamEnd.Kind.STOPPED);
            assertThat(closed.end()).map(StreamEnd::kind).contains(StreamEnd.Kind.CLOSED_BY_PEER);
            assertThat(lost.failure()).isPresent();
            assertThat(ours.end()).map(StreamEnd::kind).contains(StreamEnd.Kind.CLOSED_BY_APPLICATION);
            for (RecordingListener each : List.of(stopped, closed, lost, ours)) {
                assertThat(each.endings()).isEqualTo(1);
                assertThat(each.callsAfterTheEnd()).isZero();
            }
        }
    }

    /**
     * A call whose connection is lost comes back on another one, and its session goes on: each side hears the other again.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T8)
    default void goesOnWithACallThatComesBackAfterALoss() throws Exception {
        RecordingListener listener = RecordingListener.around(new EchoListener());
        Queue<StreamListener> listeners = new ConcurrentLinkedQueue<>(List.of(listener));
        StreamAuthenticator byPath = handshake -> StreamAuthenticator.Verdict.accepted(
                "v3:call-" + handshake.path().substring(handshake.path().lastIndexOf('/') + 1), null);
        try (StreamAcceptor acceptor = StreamAcceptor.builder(listeners::remove)
                        .authenticator(byPath)
                        .options(AcceptorOptions.builder()
                                .resumeWithin(Duration.ofMinutes(10))
                                .build())
                        .build();
                RunningServer server = serve(acceptor)) {
            CallingPeer first = CallingPeer.call(server.port(), 1);
            first.speak(50);
            Bench.await(() -> first.heardFrames() == 50);
            StreamSession session = listener.session().orElseThrow();
            first.close();
            Bench.await(session::isLost);
            try (CallingPeer again = CallingPeer.call(server.port(), 1)) {
                Bench.await(() -> !session.isLost());
                again.speak(50);
                Bench.await(() -> endsWith(again.heardPcm(), again.spokenPcm()));
                again.hangUp();
                Bench.await(() -> listener.endings() > 0);
            }
            assertThat(listener.end()).map(StreamEnd::kind).contains(StreamEnd.Kind.STOPPED);
            assertThat(listener.endings()).isEqualTo(1);
            Bench.await(() -> acceptor.openSessions() == 0);
        }
    }

    /** What the far end may not have played when the connection was lost is sent again before it. */
    private static boolean endsWith(short[] heard, short[] words) {
        return heard.length >= words.length
                && Arrays.equals(heard, heard.length - words.length, heard.length, words, 0, words.length);
    }

    private static RecordingListener remembered(Queue<RecordingListener> listeners) {
        RecordingListener listener = new RecordingListener();
        listeners.add(listener);
        return listener;
    }

    /** A call that was started and then ended; its listener is known by its stream, as the server may open it late. */
    private static RecordingListener ended(
            RunningServer server,
            int number,
            Queue<RecordingListener> listeners,
            BiConsumer<CallingPeer, StreamSession> ending) {
        CallingPeer caller = CallingPeer.call(server.port(), number);
        Bench.await(() -> listeners.stream().anyMatch(caller::isHeardBy));
        RecordingListener listener =
                listeners.stream().filter(caller::isHeardBy).findFirst().orElseThrow();
        caller.speak(3);
        ending.accept(caller, listener.session().orElseThrow());
        Bench.await(() -> listener.endings() > 0);
        return listener;
    }

    private static boolean hasStarted(RecordingListener listener) {
        return listener.events().stream().anyMatch(StartEvent.class::isInstance);
    }

    /**
     * A peer that stops reading loses its session after the send timeout; the others go on.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T7)
    default void givesUpPeerThatStopsReadingAndServesTheOthers() throws Exception {
        SkippingClock clock = new SkippingClock();
        RecordingListener flooding = RecordingListener.around(new FloodingListener());
        Queue<StreamListener> listeners = new ConcurrentLinkedQueue<>(List.of(flooding, new EchoListener()));
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(clock)
                // skipped while nothing is sent to the other: no machine is so slow that one of its sends takes that
                // long
                .sendTimeout(Duration.ofMinutes(30))
                .silentPeerTimeout(Duration.ZERO)
                .outbound(OutboundOptions.builder().maxWaitingPlaybacks(100_000).build())
                .build();
        try (StreamAcceptor acceptor = StreamAcceptor.builder(listeners::remove)
                        .options(options)
                        .build();
                RunningServer server = serve(acceptor);
                RawClient deaf = RawClient.upgrade(server.port(), "/media/deaf")) {
            CallingPeer.messagesBeforeMedia(1).forEach(deaf::sendTextOrThrow);
            Bench.await(() -> hasStarted(flooding));
            try (CallingPeer other = CallingPeer.call(server.port(), 2)) {
                other.speak(50);
                Bench.await(() -> other.heardFrames() == 50);
                Bench.await(() -> {
                    clock.skip(Duration.ofMinutes(1));
                    return flooding.endings() > 0;
                });
                assertThat(flooding.failure()).map(StreamFailure::kind).contains(StreamFailure.Kind.SEND_TIMEOUT);
                other.speak(50);
                Bench.await(() -> other.heardFrames() == 100);
                assertThat(other.heardPcm()).isEqualTo(other.spokenPcm());
            }
            assertThat(flooding.endings()).isEqualTo(1);
        }
    }

    /**
     * A peer that says nothing and answers no ping is given up, and its connection dropped.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T10)
    default void givesUpPeerThatFallsSilent() throws Exception {
        RecordingListener listener = new RecordingListener();
        AcceptorOptions options = AcceptorOptions.builder()
                .silentPeerTimeout(Duration.ofSeconds(2))
                .build();
        try (StreamAcceptor acceptor =
                        StreamAcceptor.builder(() -> listener).options(options).build();
                RunningServer server = serve(acceptor);
                RawClient silent = RawClient.upgrade(server.port(), "/media/silent")) {
            CallingPeer.messagesBeforeMedia(1).forEach(silent::sendTextOrThrow);
            Bench.await(() -> listener.endings() > 0);
            assertThat(listener.failure()).map(StreamFailure::kind).contains(StreamFailure.Kind.SILENT_PEER);
            silent.readsCloseFrameBeforeTheEnd();
        }
    }

    /**
     * Draining keeps newcomers out and lets a running call talk to its end.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void drainsWhileACallGoesOn() throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor);
                CallingPeer caller = CallingPeer.call(server.port(), 1)) {
            Bench.await(() -> acceptor.openSessions() == 1);
            assertThat(acceptor.drain(Duration.ofMillis(1))).isFalse();
            assertRefused(server.port(), "/media/x", Map.of(), 503);
            caller.speak(50);
            Bench.await(() -> caller.heardFrames() == 50);
            caller.hangUp();
            Bench.await(() -> acceptor.drain(Duration.ofMillis(100)));
        }
    }

    /**
     * A server that stops ends the call that runs on it, once, for the caller and for the listener.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("smoke")
    @Proves(Rule.T8)
    default void endsTheRunningCallWhenTheServerStops() throws Exception {
        RecordingListener listener = RecordingListener.around(new EchoListener());
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> listener)) {
            RunningServer server = serve(acceptor);
            try (CallingPeer caller = CallingPeer.call(server.port(), 1)) {
                caller.speak(10);
                Bench.await(() -> caller.heardFrames() == 10);
                server.close();
                Bench.await(() -> listener.endings() > 0);
                assertThat(listener.endings()).isEqualTo(1);
                Bench.await(caller::isHungUpOn);
            }
        }
    }

    /**
     * A peer that never answers a close is let go of.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T7)
    default void letsGoOfPeerThatNeverAnswersTheClose() throws Exception {
        RecordingListener listener = new RecordingListener();
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> listener);
                RunningServer server = serve(acceptor);
                RawClient mute = RawClient.upgrade(server.port(), "/media/mute")) {
            CallingPeer.messagesBeforeMedia(1).forEach(mute::sendTextOrThrow);
            Bench.await(() -> hasStarted(listener));
            listener.session().orElseThrow().close();
            Bench.await(() -> listener.endings() > 0);
            assertThat(mute.readsCloseFrameBeforeTheEnd()).isTrue();
            Bench.await(() -> acceptor.openSessions() == 0);
        }
    }

    /**
     * Strangers get 401 or 403, and 503 comes when there is no place or no new streams are let in.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("smoke")
    @Proves(Rule.HANDSHAKE)
    default void keepsStrangersOut() throws Exception {
        StreamAuthenticator token = StreamAuthenticator.sharedToken("tok-3f9c");
        try (StreamAcceptor acceptor = StreamAcceptor.builder(EchoListener::new)
                        .authenticator(token)
                        .options(AcceptorOptions.builder().maxSessions(2).build())
                        .build();
                RunningServer server = serve(acceptor)) {
            assertRefused(server.port(), "/media/x", Map.of(), 401);
            assertRefused(server.port(), "/media/x", Map.of(StreamAuthenticator.TOKEN_HEADER, "tok-guess"), 403);
            WebSocketClient byPath = WebSocketClient.connect(server.port(), "/media/tok-3f9c");
            WebSocketClient byHeader = WebSocketClient.connect(
                    server.port(), "/media/x", Map.of(StreamAuthenticator.TOKEN_HEADER, "tok-3f9c"));
            assertRefused(server.port(), "/media/tok-3f9c", Map.of(), 503);
            byPath.close();
            byHeader.close();
            Bench.await(() -> acceptor.openSessions() == 0);
            Bench.await(() -> acceptor.drain(Duration.ofMillis(100)));
            assertRefused(server.port(), "/media/tok-3f9c", Map.of(), 503);
        }
    }

    private static void assertRefused(int port, String path, Map<String, String> headers, int status) {
        assertThatThrownBy(() -> WebSocketClient.connect(port, path, headers))
                .isInstanceOf(CompletionException.class)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(WebSocketHandshakeException.class))
                .satisfies(refused ->
                        assertThat(refused.getResponse().statusCode()).isEqualTo(status));
    }
}
