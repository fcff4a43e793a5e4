package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
    private static final StreamSettings SETTINGS = StreamSettings.of("wss://host/media");

    private final ManualClock clock = new ManualClock();
    private final StreamTokens tokens = StreamTokens.create();
    private final List<ExpectedStream> offered = new ArrayList<>();
    private final RecordingListener listener = new RecordingListener();
    private StreamAcceptor acceptor = acceptor(tokens);

    private StreamAcceptor acceptor(StreamAuthenticator authenticator) {
        return StreamAcceptor.builderPerCall(stream -> {
                    offered.add(stream);
                    return listener;
                })
                .authenticator(authenticator)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .listenerExecutor(Runnable::run)
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        acceptor.close();
        clock.advanceMillis(3_600_000);
    }

    private TransportListener open(Handshake handshake) {
        return acceptor.authorise(handshake).toCompletableFuture().join().open(new FakeTransport(clock));
    }

    private Handshake handshakeFor(String call) {
        String token = tokens.forStreamingStart(call, SETTINGS).authToken();
        return new Handshake("/media", "tenant=acme", Map.of(StreamAuthenticator.TOKEN_HEADER, List.of(token)), null);
    }

    @Test
    void knowsTheCallFromTheHandshakeOn() {
        StreamSession session = (StreamSession) open(handshakeFor(Messages.CALL));

        assertThat(session.callControlId()).isEqualTo(Messages.CALL);
        assertThat(session.start()).isNull();
        assertThat(acceptor.session(Messages.CALL)).isSameAs(session);
    }

    @Test
    void knowsTheCallOfASessionThatNeverStarted() {
        TransportListener socket = open(handshakeFor(Messages.CALL));
        socket.onClose(1006, "");

        // a visit may have come in between and have it told on another thread
        Eventually.until(() -> !listener.failedSessions().isEmpty());
        assertThat(listener.failedSessions())
                .extracting(StreamSession::callControlId)
                .containsExactly(Messages.CALL);
    }

    @Test
    void knowsTheCallWhoseAudioIsNotKnown() {
        acceptor.close();
        acceptor = acceptor(StreamAuthenticator.everybody());
        open(new Handshake("/", null, Map.of(), null)).onText(Messages.start("OPUS-2", 8000));

        Eventually.until(() -> !listener.failedSessions().isEmpty());
        assertThat(listener.failedSessions())
                .extracting(StreamSession::callControlId)
                .containsExactly(Messages.CALL);
    }

    @Test
    void makesTheListenerWithWhatTheHandshakeTold() {
        open(handshakeFor(Messages.CALL));

        assertThat(offered).hasSize(1);
        ExpectedStream stream = offered.get(0);
        assertThat(stream.callControlId()).isEqualTo(Messages.CALL);
        assertThat(stream.settings()).isNotNull();
        assertThat(stream.handshake().rawQuery()).isEqualTo("tenant=acme");
        assertThat(stream.toString()).doesNotContain("tenant").doesNotContain("media");
    }

    @Test
    void findsTheSessionOfACallOnceItsStartHasNamedIt() {
        acceptor.close();
        acceptor = acceptor(StreamAuthenticator.everybody());
        TransportListener socket = open(new Handshake("/", null, Map.of(), null));

        assertThat(acceptor.session(Messages.CALL)).isNull();
        socket.onText(Messages.start());
        assertThat(acceptor.session(Messages.CALL)).isSameAs(socket);
        assertThat(acceptor.session("another")).isNull();
        assertThatNullPointerException()
                .isThrownBy(() -> acceptor.session(null))
                .withMessage("callControlId");
    }

    @Test
    void forgetsASessionThatHasEnded() {
        TransportListener one = open(handshakeFor(Messages.CALL));
        TransportListener other = open(handshakeFor("other"));
        assertThat(acceptor.sessions()).containsExactlyInAnyOrder((StreamSession) one, (StreamSession) other);

        one.onClose(1000, "");

        assertThat(acceptor.session(Messages.CALL)).isNull();
        Eventually.until(() -> acceptor.openSessions() == 1);
        assertThat(acceptor.sessions()).containsExactly((StreamSession) other);
    }

    @Test
    void callsOnEndOnceAndLastAfterEitherEnding() {
        open(handshakeFor(Messages.CALL)).onClose(1000, "");
        Eventually.until(() -> acceptor.openSessions() == 0);
        open(handshakeFor("other")).onClose(1006, "");
        Eventually.until(() -> acceptor.openSessions() == 0);
        assertThat(listener.finalCalls()).isEqualTo(2);
        assertThat(listener.terminalCalls()).isEqualTo(2);
        assertThat(listener.terminalCallsAtTheLastFinalOne()).isEqualTo(2);
    }

    @Test
    void callsOnEndAlsoWhenTheCallBeforeItThrows() {
        acceptor.close();
        List<String> calls = new ArrayList<>();
        acceptor = StreamAcceptor.create(() -> new StreamListener() {
            @Override
            public void onClosed(StreamSession session, StreamEnd end) {
                throw new IllegalStateException("of the application");
            }

            @Override
            public void onEnd(StreamSession session) {
                calls.add("end");
            }
        });
        open(new Handshake("/", null, Map.of(), null)).onClose(1000, "");

        Eventually.until(() -> acceptor.openSessions() == 0);
        assertThat(calls).containsExactly("end");
    }

    @Test
    void letsTheNewerSocketOfACallWinAndTellsTheOlder() {
        Handshake handshake = handshakeFor(Messages.CALL);
        EngineSession older = (EngineSession) open(handshake);
        EngineSession newer = (EngineSession) open(handshake);
        older.tick(clock.nanoTime());

        Eventually.until(() -> listener.finalCalls() == 1);
        assertThat(acceptor.session(Messages.CALL)).isSameAs(newer);
        assertThat(listener.ends()).containsExactly(new StreamEnd(StreamEnd.Kind.REPLACED, -1, ""));
        assertThat(newer.hasEnded()).isFalse();
        assertThat(open(handshake)).isNotNull();
    }

    @Test
    void takesTheTokenOfALostConnectionAgainAndOfAStoppedStreamNot() {
        Handshake handshake = handshakeFor(Messages.CALL);
        open(handshake).onClose(1006, "");
        TransportListener again = open(handshake);
        again.onText(Messages.start());
        again.onText(Messages.stop());

        Eventually.until(() -> {
            Admission now = acceptor.authorise(handshake).toCompletableFuture().join();
            now.abandon();
            return now.httpStatus() == 403;
        });
    }

    /** Lets everybody in, and knows the call of those who show its token. */
    private StreamAuthenticator orAnybody() {
        return handshake -> {
            StreamAuthenticator.Verdict verdict = tokens.authenticate(handshake);
            return verdict.isAccepted() ? verdict : StreamAuthenticator.Verdict.accepted(null, null);
        };
    }

    @Test
    void hidesNoStreamBehindOneThatOnlySaysThatItIsOfTheSameCall() {
        acceptor.close();
        acceptor = acceptor(orAnybody());
        TransportListener genuine = open(handshakeFor(Messages.CALL));
        genuine.onText(Messages.start());
        TransportListener other = open(new Handshake("/", null, Map.of(), null));
        other.onText(Messages.start());
        assertThat(acceptor.session(Messages.CALL)).isSameAs(genuine);

        other.onClose(1000, "");
        assertThat(acceptor.session(Messages.CALL)).isSameAs(genuine);
        assertThat(((EngineSession) genuine).hasEnded()).isFalse();
    }

    @Test
    void findsTheOlderOfTwoStreamsAgainWhenTheNewerHasEnded() {
        acceptor.close();
        acceptor = acceptor(StreamAuthenticator.everybody());
        TransportListener older = open(new Handshake("/", null, Map.of(), null));
        older.onText(Messages.start());
        TransportListener newer = open(new Handshake("/", null, Map.of(), null));
        newer.onText(Messages.start());
        assertThat(acceptor.session(Messages.CALL)).isSameAs(newer);

        newer.onClose(1000, "");
        assertThat(acceptor.session(Messages.CALL)).isSameAs(older);
    }

    @Test
    void doesNotReplaceTheSuccessorOfASessionThatWasReplacedWhileItStarted() {
        Handshake handshake = handshakeFor(Messages.CALL);
        EngineSession older = (EngineSession) open(handshake);
        EngineSession newer = (EngineSession) open(handshake);
        older.tick(clock.nanoTime());
        Eventually.until(() -> listener.finalCalls() == 1);
        older.onText(Messages.start());
        older.engine().nameCall(older, Messages.CALL);

        assertThat(newer.hasEnded()).isFalse();
        assertThat(acceptor.session(Messages.CALL)).isSameAs(newer);
    }
}
