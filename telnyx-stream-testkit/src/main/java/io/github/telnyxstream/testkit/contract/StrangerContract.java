package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What strangers and hostile peers do costs the calls beside them nothing. */
public interface StrangerContract extends AdapterUnderTest {

    /**
     * A request whose head never ends is answered or cut off before it has cost much, and a call beside it loses nothing.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.STRANGERS)
    default void cutsOffHeadThatNeverEnds() throws Exception {
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor);
                CallingPeer caller = CallingPeer.call(server.port(), 1)) {
            List<CompletableFuture<Long>> strangers = IntStream.range(0, 4)
                    .mapToObj(n -> Stranger.pour(server.port()))
                    .toList();
            int heard = 0;
            while (heard < 100 || !strangers.stream().allMatch(CompletableFuture::isDone)) {
                heard += 10;
                int frames = heard;
                caller.speak(10);
                Bench.await(() -> caller.heardFrames() == frames);
            }
            assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
            assertThat(strangers)
                    .allSatisfy(poured -> assertThat(poured.join()).isLessThan(Stranger.MOST_POURED_BYTES));
        }
    }

    /**
     * A hundred connections that never finish their request keep nobody out.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.STRANGERS)
    default void letsCallsInBesideConnectionsThatNeverFinishTheirRequest() throws Exception {
        List<RawClient> strangers = new ArrayList<>();
        try (StreamAcceptor acceptor = StreamAcceptor.create(EchoListener::new);
                RunningServer server = serve(acceptor)) {
            for (int n = 0; n < 100; n++) {
                RawClient stranger = RawClient.connect(server.port());
                stranger.write("GET /media/x HTTP/1.1\r\nHost: localhost\r\nUpgra".getBytes(StandardCharsets.US_ASCII));
                strangers.add(stranger);
            }
            try (CallingPeer caller = CallingPeer.call(server.port(), 1)) {
                caller.speak(100);
                Bench.await(() -> caller.heardFrames() == 100);
                assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
            }
        } finally {
            for (RawClient stranger : strangers) {
                stranger.close();
            }
        }
    }

    /**
     * While hundreds of decisions are still to come, open connections are served; then everybody is let in.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.HANDSHAKE)
    default void decidesOffTheThreadsOfOpenCalls() throws Exception {
        int waiting = 300;
        RecordingAdmissions admissions = RecordingAdmissions.forEverybody();
        List<RawClient> newcomers = new ArrayList<>();
        try (Bench bench = Bench.of(this, admissions);
                WebSocketClient open = bench.client()) {
            RecordedSocket call = bench.socket(0);
            admissions.hold();
            try (SendLog sends = new SendLog(call, n -> "to you " + n)) {
                for (int n = 0; n < waiting; n++) {
                    RawClient newcomer = RawClient.connect(bench.port());
                    newcomer.write(RawClient.head("GET /media/x HTTP/1.1", RawClient.UPGRADE_HEADERS));
                    newcomers.add(newcomer);
                }
                Bench.await(() -> admissions.handshakes().size() == 1 + waiting);
                assertThat(admissions.sockets()).hasSize(1);
                IntStream.range(0, 50).forEach(n -> open.send("to us " + n));
                sends.start(50);
                Bench.await(() -> call.textCount() == 50 && open.messageCount() == 50);
            } finally {
                admissions.release();
            }
            for (RawClient newcomer : newcomers) {
                assertThat(newcomer.readHead()).startsWith("HTTP/1.1 101");
            }
            Bench.await(() -> admissions.sockets().size() == 1 + waiting);
            for (RawClient newcomer : newcomers) {
                newcomer.close();
            }
        }
    }

    /**
     * Hundreds of newcomers whose authenticator blocks, and then the making of their listeners, hold up no open call; in the
     * end each of them is answered.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.HANDSHAKE)
    default void blockedDecisionsHoldUpNoOpenCall() throws Exception {
        int waiting = 300;
        Turnstile authenticating = new Turnstile();
        Turnstile making = new Turnstile();
        List<RawClient> newcomers = new ArrayList<>();
        try (StreamAcceptor acceptor = StreamAcceptor.builderPerCall(stream -> {
                            making.pass(stream.handshake());
                            return new EchoListener();
                        })
                        .authenticator(handshake -> {
                            authenticating.pass(handshake);
                            return StreamAuthenticator.Verdict.accepted(null, null);
                        })
                        .build();
                RunningServer server = serve(acceptor);
                CallingPeer caller = CallingPeer.call(server.port(), 1)) {
            try {
                for (int n = 0; n < waiting; n++) {
                    RawClient newcomer = RawClient.connect(server.port());
                    newcomer.write(RawClient.head("GET " + Turnstile.PATH + " HTTP/1.1", RawClient.UPGRADE_HEADERS));
                    newcomers.add(newcomer);
                }
                Bench.await(() -> authenticating.waiting() >= Turnstile.MOST_SURELY_HELD);
                assertEchoes(caller, 50);
                authenticating.open();
                Bench.await(() -> making.waiting() >= Turnstile.MOST_SURELY_HELD);
                assertEchoes(caller, 100);
            } finally {
                authenticating.open();
                making.open();
            }
            for (RawClient newcomer : newcomers) {
                // places are held for 30 s, and a slow machine may have taken longer
                assertThat(newcomer.readHead()).containsPattern("^HTTP/1.1 (101|503)");
                newcomer.close();
            }
        }
    }

    private static void assertEchoes(CallingPeer caller, int framesInAll) {
        caller.speak(50);
        Bench.await(() -> caller.heardFrames() == framesInAll);
        assertThat(caller.heardPcm()).isEqualTo(caller.spokenPcm());
    }

    /**
     * A place is given back when who asked for it has gone before the decision.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.HANDSHAKE)
    default void givesThePlaceBackWhenThePeerDoesNotWaitForTheDecision() throws Exception {
        RecordingAdmissions admissions = RecordingAdmissions.forEverybody();
        try (Bench bench = Bench.of(this, admissions)) {
            admissions.hold();
            try (RawClient hasty = RawClient.connect(bench.port())) {
                hasty.write(RawClient.head("GET /media/x HTTP/1.1", RawClient.UPGRADE_HEADERS));
                Bench.await(() -> admissions.handshakes().size() == 1);
                hasty.reset();
            } finally {
                admissions.release();
            }
            Bench.await(() -> admissions.placesHeld() == 0);
            admissions.sockets().forEach(Bench::awaitEnd);
        }
    }

    /**
     * A peer that pings and does not read gets one pong at a time: they do not pile up, and the last ping gets its answer.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Tag("thorough")
    @Proves(Rule.T10)
    default void answersOnePingAtATime() throws Exception {
        int pings = 100_000;
        try (Bench bench = Bench.of(this);
                RawClient client = bench.rawClient()) {
            AtomicInteger sent = new AtomicInteger();
            CompletableFuture<Void> pinging = Stranger.ping(client, pings, sent);
            boolean areAllTaken = Stranger.isDoneOrStalled(pinging, sent);
            int pongs = 0;
            RawClient.Frame pong;
            do {
                pong = client.readFrame();
                assertThat(pong.opcode()).isEqualTo(RawClient.PONG);
                pongs++;
            } while (ByteBuffer.wrap(pong.payload()).getInt() != pings);
            if (areAllTaken) {
                assertThat(pongs).as("pongs that had piled up").isLessThan(pings / 2);
            }
            client.sendText("still here");
            Bench.await(() -> bench.socket().textCount() == 1);
        }
    }
}
