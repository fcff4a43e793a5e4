package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.OutboundOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamFailure;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.event.StartEvent;
import io.github.telnyxstream.testkit.RecordingListener;
import io.github.telnyxstream.testkit.network.TcpProxy;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine over a bad line: a peer that behaves, and a network that does not. Time-outs are skipped, not waited for. */
public interface NetworkContract extends AdapterUnderTest {
    /** Marks of a thousand characters: more than kernels keep. */
    int FLOOD_MARKS = 20_000;

    /**
     * A line that delays everything costs not one sample.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T9)
    default void losesNothingOnALineThatDelays() throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor);
                TcpProxy line = TcpProxy.to(server.port());
                CallingPeer caller = CallingPeer.call(line.port(), 1)) {
            line.delay(Duration.ofMillis(70));
            caller.speak(50);
            Bench.await(() -> caller.heardFrames() == 50);
            assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
        }
    }

    /**
     * What a line has held up for a while arrives in the end, all of it and in order, both ways.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T9)
    default void goesOnWhenALineThatStalledGoesOn() throws Exception {
        RecordingListener listener = RecordingListener.around(new EchoListener());
        AcceptorOptions patient = AcceptorOptions.builder()
                .sendTimeout(Duration.ofHours(1))
                .silentPeerTimeout(Duration.ZERO)
                .outbound(OutboundOptions.builder()
                        .maxWaitingPlaybacks(2 * FLOOD_MARKS)
                        .build())
                .build();
        try (StreamAcceptor acceptor =
                        StreamAcceptor.builder(() -> listener).options(patient).build();
                RunningServer server = serve(acceptor);
                TcpProxy line = TcpProxy.to(server.port());
                CallingPeer caller = CallingPeer.call(line.port(), 1)) {
            Bench.await(() -> listener.events().stream().anyMatch(StartEvent.class::isInstance));
            StreamSession session = listener.session().orElseThrow();
            line.stall();
            IntStream.range(0, 2_000).forEach(n -> session.mark(name(n)));
            caller.speak(40);
            assertThat(listener.endings()).isZero();

            line.resume();
            Bench.await(() -> caller.heardMarks().size() == 2_000);
            assertThat(caller.heardMarks())
                    .isEqualTo(IntStream.range(0, 2_000)
                            .mapToObj(NetworkContract::name)
                            .toList());
            Bench.await(() -> listener.frames().size() >= 40);
            Bench.await(() -> caller.heardFrames() == 40);
            assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
        }
    }

    private static String name(int n) {
        return "m".repeat(990) + n;
    }

    /**
     * A line that stalls for longer than a send may take ends the session with that reason, and the socket is left.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T7)
    default void endsTheSessionWhoseLineStalls() throws Exception {
        SkippingClock clock = new SkippingClock();
        RecordingListener listener = RecordingListener.around(new EchoListener());
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(clock)
                .silentPeerTimeout(Duration.ZERO)
                .outbound(OutboundOptions.builder()
                        .maxWaitingPlaybacks(2 * FLOOD_MARKS)
                        .build())
                .build();
        try (StreamAcceptor acceptor =
                        StreamAcceptor.builder(() -> listener).options(options).build();
                RunningServer server = serve(acceptor);
                TcpProxy line = TcpProxy.to(server.port());
                CallingPeer caller = CallingPeer.call(line.port(), 1)) {
            caller.speak(20);
            Bench.await(() -> caller.heardFrames() == 20);
            StreamSession session = listener.session().orElseThrow();
            line.stall();
            for (int n = 0; n < FLOOD_MARKS; n++) {
                session.mark(name(n));
            }
            awaitEnd(listener, clock, Duration.ofSeconds(1));

            assertFailed(listener, StreamFailure.Kind.SEND_TIMEOUT);
            line.vanish();
            Bench.await(() -> line.leftByServer() == 1);
        }
    }

    /**
     * A line that swallows everything without a word is found by a ping that nobody answers.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T10)
    default void findsTheLineThatIsHalfOpen() throws Exception {
        SkippingClock clock = new SkippingClock();
        RecordingListener listener = RecordingListener.around(new EchoListener());
        AcceptorOptions options = AcceptorOptions.builder()
                .clock(clock)
                .silentPeerTimeout(Duration.ofMinutes(2))
                // time is skipped: a send that is under way meanwhile has not taken that long
                .sendTimeout(Duration.ofMinutes(30))
                .build();
        try (StreamAcceptor acceptor =
                        StreamAcceptor.builder(() -> listener).options(options).build();
                RunningServer server = serve(acceptor);
                TcpProxy line = TcpProxy.to(server.port());
                CallingPeer caller = CallingPeer.call(line.port(), 1)) {
            caller.speak(20);
            Bench.await(() -> caller.heardFrames() == 20);
            line.vanish();
            caller.hangUp();
            assertThat(listener.endings()).isZero();
            awaitEnd(listener, clock, Duration.ofSeconds(10));

            assertFailed(listener, StreamFailure.Kind.SILENT_PEER);
            Bench.await(() -> line.leftByServer() == 1);
        }
    }

    /**
     * A reset ends the session at once, as a loss and not as a call that was over.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.T8)
    default void tellsTheLossOfALineThatIsReset() throws Exception {
        RecordingListener listener = RecordingListener.around(new EchoListener());
        try (StreamAcceptor acceptor = StreamAcceptor.create(() -> listener);
                RunningServer server = serve(acceptor);
                TcpProxy line = TcpProxy.to(server.port());
                CallingPeer caller = CallingPeer.call(line.port(), 1)) {
            caller.speak(20);
            Bench.await(() -> caller.heardFrames() == 20);
            line.reset();
            Bench.await(() -> listener.endings() > 0);

            assertFailed(listener, StreamFailure.Kind.CONNECTION_LOST, StreamFailure.Kind.TRANSPORT_ERROR);
            Bench.await(() -> acceptor.openSessions() == 0);
        }
    }

    private static void awaitEnd(RecordingListener listener, SkippingClock clock, Duration step) {
        Bench.await(() -> {
            clock.skip(step);
            return listener.endings() > 0;
        });
    }

    private static void assertFailed(RecordingListener listener, StreamFailure.Kind... kinds) {
        assertThat(listener.failure().map(StreamFailure::kind).orElseThrow()).isIn((Object[]) kinds);
        assertThat(listener.endings()).isEqualTo(1);
        assertThat(listener.callsAfterTheEnd()).isZero();
    }
}
