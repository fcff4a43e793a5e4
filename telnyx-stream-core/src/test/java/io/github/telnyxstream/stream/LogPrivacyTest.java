package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.stream.access.StreamTokens;
import io.github.telnyxstream.stream.audio.AudioSource;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.settings.StreamSettings;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.testkit.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Makes the engine log everything that it can, and looks for what must never be there. */
class LogPrivacyTest {
    private final Logger root = (Logger) LoggerFactory.getLogger("io.github.telnyxstream");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @BeforeEach
    void listen() {
        // workers append while a test reads
        appender.list = new CopyOnWriteArrayList<>();
        appender.start();
        root.setLevel(Level.TRACE);
        root.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        root.detachAppender(appender);
        root.setLevel(null);
    }

    /** What this thread has logged: streams that other tests have left behind may still be noticed. */
    private List<ILoggingEvent> loggedHere() {
        String here = Thread.currentThread().getName();
        return appender.list.stream()
                .filter(event -> event.getThreadName().equals(here))
                .toList();
    }

    private String logged() {
        StringBuilder all = new StringBuilder();
        for (ILoggingEvent event : appender.list) {
            all.append(event.getLevel())
                    .append(' ')
                    .append(event.getFormattedMessage())
                    .append('\n');
            if (event.getThrowableProxy() != null) {
                all.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .append('\n');
            }
        }
        return all.toString();
    }

    @Test
    void logsNeitherTokensNorAudioNorNumbers() {
        ManualClock clock = new ManualClock();
        StreamTokens tokens = StreamTokens.create(Duration.ofMinutes(1), clock::nanoTime);
        StreamSettings start =
                tokens.forStreamingStart(Messages.CALL, StreamSettings.of("wss://h/media?key=QUERYSECRET"));
        StreamSettings answer = tokens.forAnswer("another call", StreamSettings.of("wss://h/media?key=QUERYSECRET"));
        String token = start.authToken();
        String pathToken =
                answer.url().substring("wss://h/media/".length(), answer.url().indexOf('?'));
        RecordingListener throwing = new RecordingListener() {
            @Override
            public void onMedia(StreamSession session, MediaFrame frame) {
                super.onMedia(session, frame);
                throw new IllegalStateException("frame " + frame);
            }
        };
        StreamAcceptor acceptor = StreamAcceptor.builder(() -> throwing)
                .authenticator(tokens)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .maxSessions(1)
                        .listenerExecutor(Runnable::run)
                        .build())
                .build();

        acceptor.authorise(handshake("/media", "WRONGSECRET"))
                .toCompletableFuture()
                .join();
        acceptor.authorise(new Handshake("/media", "key=QUERYSECRET", Map.of(), "192.0.2.1"))
                .toCompletableFuture()
                .join();
        Admission admission = acceptor.authorise(handshake("/media", token))
                .toCompletableFuture()
                .join();
        acceptor.authorise(handshake("/media/" + pathToken, null))
                .toCompletableFuture()
                .join();
        FakeTransport transport = new FakeTransport(clock);
        EngineSession session = (EngineSession) admission.open(transport);
        session.onText(Messages.connectedWith(token));
        session.onText(Messages.start());
        byte[] payload = "PAYLOADPAYLOADPAYLOAD".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        session.onText(Messages.media(Messages.STREAM, "inbound", 1, payload));
        session.onText(Messages.media(Messages.STREAM, "sideways", 1, payload));
        session.onText("{\"event\":\"mark\",\"mark\":\"" + token + "\"}");
        session.onText("{\"event\":\"" + token);
        session.onText(Messages.error(100004));
        session.play(new AudioSource() {
            @Override
            public int sampleRateHz() {
                return 8000;
            }

            @Override
            public int read(short[] pcm, int offset, int lengthSamples) throws IOException {
                throw new IOException("no such file");
            }
        });
        session.onClose(1006, "");
        // a visit may come in between, and have a worker make the calls that waited
        Eventually.until(() -> acceptor.openSessions() == 0);
        acceptor.close();
        refuseConnected(tokens);

        String encoded = Base64.getEncoder().encodeToString(payload);
        assertThat(logged())
                .contains("A stream was answered 403", "A stream listener threw", "A stream failed", "was refused")
                .doesNotContain(
                        token,
                        pathToken,
                        "SECRET",
                        encoded,
                        "PAYLOAD",
                        "15550100001",
                        "15550100002",
                        "eyJvcmRlciI6NDJ9");
    }

    @Test
    void logsNoLineThatAPeerHasForgedAndNoneWithoutAnEnd() {
        SessionRig rig = new SessionRig(new RecordingListener().leavingFindings()).start();
        String forged = "x\\n2026-11-26 ERROR all calls are lost \\u001b[2J " + "audio".repeat(100_000);
        rig.session.onText("{\"event\":\"error\",\"payload\":{\"code\":1,\"title\":\"" + forged + "\",\"detail\":\""
                + forged + "\"}}");
        rig.session.onError(new java.io.IOException("peer says: x\n2026 ERROR forged \u001b[2J"));

        assertThat(loggedHere())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .doesNotContain("\n", "\u001b")
                        .hasSizeLessThan(1100));
        assertThat(rig.listener.failures().get(0).message()).doesNotContain("\n", "\u001b");
    }

    @Test
    void logsEachFindingOnceAndWithItsCallWhereTheListenerDoesNotTakeIt() {
        SessionRig rig = new SessionRig(new RecordingListener().leavingFindings()).start();
        rig.runMillis(10_000);
        rig.session.onText(Messages.error(100005));
        rig.session.onText(Messages.error(100005));

        assertThat(loggedHere())
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith("WARN Call " + Messages.CALL + ": "))
                .satisfiesExactly(
                        line -> assertThat(line).contains("NO_MEDIA", Finding.Kind.NO_MEDIA.advice()),
                        line -> assertThat(line).contains("RATE_LIMITED", Finding.Kind.RATE_LIMITED.advice()));
    }

    @Test
    void logsNoFindingThatTheListenerTakes() {
        SessionRig rig = SessionRig.started();
        rig.runMillis(10_000);

        assertThat(rig.listener.findings()).hasSize(1);
        assertThat(loggedHere()).isEmpty();
    }

    @Test
    void logsNoLineThatAWebhookHasForged() {
        String forged = "x\n2026-11-26 ERROR all calls are lost \u001b[2J " + "y".repeat(100_000);
        try (StreamAcceptor acceptor = StreamAcceptor.create(RecordingListener::new)) {
            acceptor.streamingFailed(forged, forged);
            acceptor.streamingFailed(forged, null);
        }

        assertThat(loggedHere())
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .contains("STREAMING_FAILED")
                        .doesNotContain("\n", "\u001b")
                        .hasSizeLessThan(3000));
    }

    private static void refuseConnected(StreamTokens tokens) {
        String token = "WRONGSECRET";
        SessionRig rig = new SessionRig(new Expected(Messages.CALL, null, token));
        rig.session.onText(Messages.connectedWith("OTHERSECRET"));
        assertThat(rig.listener.calls()).containsExactly("failed UNAUTHORISED");
        assertThat(tokens.toString()).doesNotContain("SECRET");
    }

    private static Handshake handshake(String path, @org.jspecify.annotations.Nullable String token) {
        Map<String, List<String>> headers =
                token == null ? Map.of() : Map.of("X-Telnyx-Streaming-Auth-Token", List.of(token));
        return new Handshake(path, "key=QUERYSECRET", headers, "192.0.2.1");
    }
}
