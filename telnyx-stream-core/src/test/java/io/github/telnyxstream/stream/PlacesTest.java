package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.telnyxstream.codec.Encoding;
import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What takes one of the places of an acceptor, and gives it back. */
class PlacesTest extends AcceptorFixture {
    /**
     * Until no stream of its acceptor is left. A visit may come in between and have a worker make the last callback, whatever
     * the executor of the listeners is.
     */
    private static void awaitNobody(TransportListener socket) {
        Eventually.until(((EngineSession) socket).engine()::awaitsNobody);
    }

    /** Takes both places, and none more. */
    private void assertTwoPlacesAreFree(StreamAcceptor acceptor) {
        Admission first = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        Admission second = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        assertThat(List.of(first.httpStatus(), second.httpStatus())).containsExactly(101, 101);
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(503);
        first.abandon();
        second.abandon();
    }

    @Test
    void answersServiceUnavailableWhenAllPlacesAreTaken() {
        StreamAcceptor acceptor = acceptor();
        TransportListener first =
                acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
        Admission second = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        Admission third = acceptor.authorise(ANYBODY).toCompletableFuture().join();

        assertThat(second.isAccepted()).isTrue();
        assertThat(third.isAccepted()).isFalse();
        assertThat(third.httpStatus()).isEqualTo(503);
        assertThatIllegalStateException().isThrownBy(() -> third.open(transport()));
        third.abandon();
        second.abandon();
        second.abandon();
        first.onClose(1000, "");
        awaitNobody(first);

        assertTwoPlacesAreFree(acceptor);
    }

    @Test
    void givesThePlaceBackHoweverASessionEnds() {
        StreamAcceptor acceptor = acceptor();
        List<java.util.function.Consumer<TransportListener>> ways = List.of(
                socket -> socket.onClose(1000, ""),
                socket -> socket.onClose(1006, ""),
                socket -> socket.onError(new IllegalStateException("broken")),
                socket -> {
                    socket.onText(Messages.start());
                    socket.onText(Messages.stop());
                },
                socket -> socket.onText(Messages.start("unknown", 1)),
                socket -> ((EngineSession) socket).close(),
                socket -> {
                    socket.onClose(1000, "");
                    socket.onClose(1006, "");
                    socket.onError(new IllegalStateException("late"));
                });
        for (java.util.function.Consumer<TransportListener> way : ways) {
            TransportListener socket =
                    acceptor.authorise(ANYBODY).toCompletableFuture().join().open(transport());
            way.accept(socket);
            awaitNobody(socket);
            assertThat(acceptor.openSessions()).isZero();
            assertTwoPlacesAreFree(acceptor);
        }
        // those whose socket was never opened are not called
        assertThat(listeners.stream().map(RecordingListener::terminalCalls).filter(calls -> calls > 0))
                .hasSize(ways.size())
                .containsOnly(1);
    }

    @Test
    void opensAPlaceOnce() {
        StreamAcceptor acceptor = acceptor();
        Admission admission = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        admission.open(transport());

        assertThatIllegalStateException().isThrownBy(() -> admission.open(transport()));
        admission.abandon();
        assertThat(acceptor.openSessions()).isEqualTo(1);
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().isAccepted())
                .isTrue();
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().isAccepted())
                .isFalse();
    }

    @Test
    void answersWhatTheAuthenticatorSaysAndKeepsNoPlace() {
        StreamTokens tokens = StreamTokens.create(Duration.ofMinutes(1), clock::nanoTime);
        StreamAcceptor acceptor = acceptor(tokens, this::listener);
        for (int k = 0; k < 10; k++) {
            assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(401);
            Handshake wrong = new Handshake("/", null, Map.of("X-Telnyx-Streaming-Auth-Token", List.of("wrong")), null);
            assertThat(acceptor.authorise(wrong).toCompletableFuture().join().httpStatus())
                    .isEqualTo(403);
        }
        StreamSettings settings = tokens.forStreamingStart(
                Messages.CALL,
                StreamSettings.builder("wss://h/")
                        .outboundFormat(MediaFormat.PCMA)
                        .build());
        String token = settings.authToken();
        Handshake right = new Handshake("/", null, Map.of("x-telnyx-streaming-auth-token", List.of(token)), null);

        EngineSession session = (EngineSession)
                acceptor.authorise(right).toCompletableFuture().join().open(transport());

        assertThat(session.outboundFormat()).isEqualTo(MediaFormat.PCMA);
        session.onText(Messages.connectedWith(token));
        session.onText(Messages.start("PCMU", 8000, "another call"));
        awaitNobody(session);
        assertThat(listeners.get(0).calls()).containsExactly("connected", "failed UNAUTHORISED");
        assertThat(acceptor.openSessions()).isZero();
    }

    @Test
    void keepsNoPlaceWhenTheAuthenticatorFails() {
        StreamAcceptor throwing = acceptor(
                handshake -> {
                    throw new IllegalStateException("broken");
                },
                this::listener);
        StreamAuthenticator.Verdict[] none = new StreamAuthenticator.Verdict[1];
        StreamAcceptor silent = acceptor(handshake -> none[0], this::listener);
        for (int k = 0; k < 5; k++) {
            assertThat(throwing.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(403);
            assertThat(silent.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(403);
        }
    }

    @Test
    void keepsNoPlaceWhenTheAuthenticatorGivesNoDecision() {
        AtomicReference<CompletionStage<StreamAuthenticator.Verdict>> none = new AtomicReference<>();
        StreamAcceptor acceptor = acceptor(
                new StreamAuthenticator() {
                    @Override
                    public Verdict authenticate(Handshake handshake) {
                        throw new IllegalStateException("not asked");
                    }

                    @Override
                    public CompletionStage<Verdict> decide(Handshake handshake, Executor mayBlock) {
                        return none.get();
                    }
                },
                this::listener);
        for (int k = 0; k < 5; k++) {
            assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(403);
        }
    }

    @Test
    void keepsNoPlaceForWhomNoThreadCanBeHad() throws InterruptedException {
        AtomicInteger noThreads = new AtomicInteger(5);
        StreamClock poor = new StreamClock() {
            @Override
            public long nanoTime() {
                return clock.nanoTime();
            }

            @Override
            public void parkUntil(long deadlineNanos) throws InterruptedException {
                clock.parkUntil(deadlineNanos);
            }

            @Override
            public boolean tryCallAt(long deadlineNanos, Runnable task) {
                if (noThreads.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                return false;
            }
        };
        StreamAcceptor acceptor = StreamAcceptor.builder(this::listener)
                .options(AcceptorOptions.builder().clock(poor).maxSessions(2).build())
                .build();
        acceptors.add(acceptor);
        for (int k = 0; k < 5; k++) {
            assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(503);
        }

        assertTwoPlacesAreFree(acceptor);
        assertThat(acceptor.drain(Duration.ZERO)).isTrue();
    }

    @Test
    void keepsNoPlaceWhenNoListenerCanBeMade() {
        AtomicBoolean broken = new AtomicBoolean(true);
        StreamAcceptor acceptor = acceptor(StreamAuthenticator.everybody(), () -> {
            if (broken.get()) {
                throw new AssertionError("no listener");
            }
            return listener();
        });
        for (int k = 0; k < 5; k++) {
            Admission admission =
                    acceptor.authorise(ANYBODY).toCompletableFuture().join();
            assertThat(admission.httpStatus()).isEqualTo(503);
            assertThatIllegalStateException().isThrownBy(() -> admission.open(transport()));
        }
        broken.set(false);

        assertTwoPlacesAreFree(acceptor);
    }

    @Test
    void refusesAListenerThatIsNone() {
        RecordingListener[] none = new RecordingListener[1];
        StreamAcceptor acceptor = acceptor(StreamAuthenticator.everybody(), () -> none[0]);
        for (int k = 0; k < 5; k++) {
            assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(503);
        }
    }

    @Test
    void keepsNoPlaceWhenNobodyProvidesTheCodec() {
        StreamSettings settings = StreamSettings.builder("wss://h/")
                .outboundFormat(MediaFormat.of(Encoding.OPUS, 48000))
                .build();
        StreamAcceptor acceptor =
                acceptor(handshake -> StreamAuthenticator.Verdict.accepted(null, settings), this::listener);

        for (int k = 0; k < 5; k++) {
            assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                    .isEqualTo(503);
        }
        assertThat(listeners).hasSize(5);
    }

    @Test
    void givesThePlaceBackOfAStreamThatIsNeverOpened() {
        StreamAcceptor acceptor = acceptor();
        Admission forgotten = acceptor.authorise(ANYBODY).toCompletableFuture().join();
        acceptor.authorise(ANYBODY).toCompletableFuture().join();
        clock.advanceMillis(9_000);
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(503);
        clock.advanceMillis(2_000);
        Eventually.until(() -> {
            Admission now = acceptor.authorise(ANYBODY).toCompletableFuture().join();
            now.abandon();
            return now.isAccepted();
        });

        FakeTransport late = transport();
        assertThatIllegalStateException().isThrownBy(() -> forgotten.open(late));
        assertThat(late.aborts()).isEqualTo(1);
        forgotten.abandon();
        Eventually.until(() -> acceptor.drain(Duration.ZERO));
    }

    /** An acceptor whose decisions are made by the test, one after the other. */
    private StreamAcceptor undecided(List<CompletableFuture<StreamAuthenticator.Verdict>> decisions) {
        return acceptor(
                new StreamAuthenticator() {
                    @Override
                    public Verdict authenticate(Handshake handshake) {
                        throw new AssertionError("asked for a decision now");
                    }

                    @Override
                    public CompletionStage<Verdict> decide(Handshake handshake, Executor executor) {
                        CompletableFuture<Verdict> decision = new CompletableFuture<>();
                        decisions.add(decision);
                        return decision;
                    }
                },
                this::listener);
    }

    @Test
    void givesThePlaceBackOfAStreamThatNobodyDecidesOn() {
        List<CompletableFuture<StreamAuthenticator.Verdict>> decisions = new ArrayList<>();
        StreamAcceptor acceptor = undecided(decisions);
        CompletionStage<Admission> waiting = acceptor.authorise(ANYBODY);
        acceptor.authorise(ANYBODY);
        assertThat(acceptor.authorise(ANYBODY).toCompletableFuture().join().httpStatus())
                .isEqualTo(503);
        clock.advanceMillis(31_000);
        Eventually.until(() -> acceptor.drain(Duration.ZERO));

        decisions.get(0).complete(StreamAuthenticator.Verdict.accepted(null, null));
        assertThat(waiting.toCompletableFuture().join().httpStatus()).isEqualTo(503);
    }

    @Test
    void holdsThePlaceForTenSecondsHoweverLongTheDecisionTook() {
        List<CompletableFuture<StreamAuthenticator.Verdict>> decisions = new ArrayList<>();
        StreamAcceptor acceptor = undecided(decisions);
        CompletionStage<Admission> waiting = acceptor.authorise(ANYBODY);
        acceptor.authorise(ANYBODY);
        clock.advanceMillis(25_000);
        decisions.get(0).complete(StreamAuthenticator.Verdict.accepted(null, null));
        Admission decided = waiting.toCompletableFuture().join();

        clock.advanceMillis(9_000);
        // the place of the other, who has waited for 34 s
        Eventually.until(
                () -> !acceptor.authorise(ANYBODY).toCompletableFuture().isDone());
        decided.open(transport());

        assertThat(acceptor.openSessions()).isEqualTo(1);
    }
}
