package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.telnyxstream.codec.MediaFormat;
import io.github.telnyxstream.stream.Finding.Kind;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExpectedCallTest {
    private static final Handshake ANYBODY = new Handshake("/media", null, Map.of(), "192.0.2.1");
    private static final StreamSettings SETTINGS =
            StreamSettings.builder("wss://h/").outboundFormat(MediaFormat.PCMA).build();

    private final ManualClock clock = new ManualClock();
    private final RecordingListener listener = new RecordingListener();
    private StreamAcceptor acceptor = acceptor(StreamAuthenticator.everybody());

    private StreamAcceptor acceptor(StreamAuthenticator authenticator) {
        return StreamAcceptor.builder(() -> listener)
                .authenticator(authenticator)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .connectTimeout(Duration.ofSeconds(20))
                        .listenerExecutor(Runnable::run)
                        .build())
                .build();
    }

    @AfterEach
    void close() {
        acceptor.close();
        clock.advanceMillis(3_600_000);
    }

    private EngineSession open() {
        return (EngineSession)
                acceptor.authorise(ANYBODY).toCompletableFuture().join().open(new FakeTransport(clock));
    }

    private static StreamMissingException missing(CompletableFuture<StreamSession> expected) {
        Eventually.until(expected::isDone);
        CompletionException failed =
                org.assertj.core.api.Assertions.catchThrowableOfType(CompletionException.class, expected::join);
        return (StreamMissingException) failed.getCause();
    }

    @Test
    void findsASocketThatNeverComes() {
        CompletableFuture<StreamSession> expected =
                acceptor.expect(Messages.CALL, SETTINGS).toCompletableFuture();
        clock.advanceMillis(19_000);
        assertThat(expected).isNotDone();
        Eventually.until(() -> {
            clock.advanceMillis(100);
            return expected.isDone();
        });

        StreamMissingException missing = missing(expected);
        assertThat(missing.callControlId()).isEqualTo(Messages.CALL);
        assertThat(missing.finding().kind()).isEqualTo(Kind.NEVER_CONNECTED);
        assertThat(missing.finding().detail()).isEqualTo("not within 20 s");
        assertThat(missing).hasMessageContaining("reachable").hasMessageContaining("certificate");
    }

    @Test
    void tellsHowManyUpgradesWereRefusedMeanwhile() {
        acceptor.close();
        acceptor = acceptor(StreamAuthenticator.sharedToken("right"));
        CompletableFuture<StreamSession> expected =
                acceptor.expect(Messages.CALL, SETTINGS).toCompletableFuture();
        for (int k = 0; k < 2; k++) {
            acceptor.authorise(ANYBODY).toCompletableFuture().join();
        }
        Eventually.until(() -> {
            clock.advanceMillis(1000);
            return expected.isDone();
        });

        assertThat(missing(expected).finding().detail()).contains("2 upgrade requests");
    }

    @Test
    void givesTheSessionWhenItsStartNamesTheCall() {
        CompletableFuture<StreamSession> expected =
                acceptor.expect(Messages.CALL, SETTINGS).toCompletableFuture();
        EngineSession session = open();
        session.onText(Messages.start());

        Eventually.until(expected::isDone);
        assertThat(expected.join()).isSameAs(session);
        assertThat(acceptor.expect(Messages.CALL, null).toCompletableFuture().join())
                .isSameAs(session);
    }

    @Test
    void believesTheSettingsOfACallThatItsTokenNamesWithoutThem() {
        acceptor.close();
        acceptor = acceptor(handshake -> StreamAuthenticator.Verdict.accepted(Messages.CALL, null));
        CompletableFuture<StreamSession> expected =
                acceptor.expect(Messages.CALL, SETTINGS).toCompletableFuture();
        CompletableFuture<Admission> unused = acceptor.authorise(ANYBODY).toCompletableFuture();
        Eventually.until(unused::isDone);
        EngineSession session = open();

        assertThat(session.outboundFormat()).isEqualTo(MediaFormat.PCMA);
        Eventually.until(expected::isDone);
        assertThat(expected.join()).isSameAs(session);
    }

    @Test
    void failsWhenTelnyxSaysThatItCouldNotStream() {
        CompletableFuture<StreamSession> first =
                acceptor.expect(Messages.CALL, null).toCompletableFuture();
        CompletableFuture<StreamSession> again =
                acceptor.expect(Messages.CALL, null).toCompletableFuture();
        acceptor.streamingFailed(Messages.CALL, "connection_failed\nERROR forged");

        assertThat(missing(first).finding().kind()).isEqualTo(Kind.STREAMING_FAILED);
        assertThat(missing(again)).hasMessageContaining("connection_failed").hasMessageNotContaining("\n");
    }

    @Test
    void tellsTheSessionThatTelnyxStoppedStreaming() {
        EngineSession session = open();
        session.onText(Messages.start());
        acceptor.streamingFailed(Messages.CALL, null);
        acceptor.streamingFailed("unknown call", "connection_failed");

        assertThat(session.findings()).extracting(Finding::kind).containsExactly(Kind.STREAMING_FAILED);
        assertThatNullPointerException()
                .isThrownBy(() -> acceptor.streamingFailed(null, ""))
                .withMessage("callControlId");
    }

    @Test
    void noticesTwoSocketsOfOneCall() {
        EngineSession older = open();
        older.onText(Messages.start());
        EngineSession newer = open();
        newer.onText(Messages.start());

        assertThat(older.findings()).extracting(Finding::kind).containsExactly(Kind.TWO_SOCKETS);
        assertThat(newer.findings()).extracting(Finding::kind).containsExactly(Kind.TWO_SOCKETS);
        assertThat(acceptor.session(Messages.CALL)).isSameAs(newer);
        newer.onClose(1000, "");
        assertThat(acceptor.session(Messages.CALL)).isSameAs(older);
        older.onClose(1000, "");
        assertThat(acceptor.session(Messages.CALL)).isNull();
    }

    @Test
    void needsACall() {
        assertThatNullPointerException()
                .isThrownBy(() -> acceptor.expect(null, SETTINGS))
                .withMessage("callControlId");
        assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> {
            acceptor.streamingFailed("x", null);
            CompletableFuture<StreamSession> expected =
                    acceptor.expect("x", null).toCompletableFuture();
            acceptor.streamingFailed("x", null);
            Eventually.until(expected::isDone);
            expected.join();
        });
    }
}
