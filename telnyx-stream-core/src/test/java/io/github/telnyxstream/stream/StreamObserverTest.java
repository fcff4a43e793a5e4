package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.event.MarkEvent;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamObserverTest {
    private final List<String> heard = new ArrayList<>();

    /** Hears everything, as its name and arguments. */
    private final StreamObserver observer = (StreamObserver) Proxy.newProxyInstance(
            StreamObserver.class.getClassLoader(), new Class<?>[] {StreamObserver.class}, (proxy, method, args) -> {
                if (method.getName().startsWith("on")) {
                    synchronized (heard) {
                        heard.add(method.getName() + (args == null ? "" : " " + Arrays.asList(args)));
                    }
                }
                return method.getName().equals("equals") ? proxy == args[0] : null;
            });

    private SessionRig rig() {
        return new SessionRig(options -> options.observer(observer));
    }

    private List<String> heard(String name) {
        synchronized (heard) {
            return heard.stream()
                    .filter(each -> each.equals(name) || each.startsWith(name + " "))
                    .toList();
        }
    }

    @Test
    void hearsALifeFromTheSocketToItsEnd() {
        SessionRig rig = rig();
        rig.session.open();
        rig.runMillis(100);
        rig.session.onText(Messages.start());
        rig.runMillis(40);
        rig.session.onText(Messages.media(1));
        rig.clock.advanceMillis(20);
        rig.session.onText(Messages.media(2));
        rig.session.onText(Messages.stop());

        assertThat(heard("onOpened")).hasSize(1);
        assertThat(heard("onStarted")).containsExactly("onStarted [100000000]");
        assertThat(heard("onFirstMedia")).containsExactly("onFirstMedia [40000000]");
        assertThat(heard("onFrameReceived"))
                .containsExactly("onFrameReceived [160, -1]", "onFrameReceived [160, 20000000]");
        assertThat(heard("onClosed")).containsExactly("onClosed [STOPPED, 160000000]");
        assertThat(heard("onFailed")).isEmpty();
        // the ticker visits too, and may have run what waited
        Eventually.until(() -> heard("onListenerCall").size() >= 5);
    }

    @Test
    void hearsAFailureOnce() {
        SessionRig rig = rig();
        rig.session.onClose(1006, "");
        rig.session.onError(new IllegalStateException("late"));

        assertThat(heard("onFailed")).containsExactly("onFailed [CONNECTION_LOST, 0]");
        assertThat(heard("onClosed")).isEmpty();
    }

    @Test
    void hearsWhatInboundFramesWentThrough() {
        SessionRig rig = rig().start();
        for (long chunk : new long[] {1, 3, 2, 2, 4, 9, 10, 11, 12, 13, 14}) {
            rig.session.onText(Messages.media(chunk));
        }
        rig.session.onText("broken");
        rig.runMillis(1000);

        assertThat(heard("onInboundTrouble")).containsExactly("onInboundTrouble [4, 1, 1, 0, 0]");
        assertThat(heard("onProtocolProblems")).containsExactly("onProtocolProblems [1]");
    }

    @Test
    void tellsTheRestAtTheEnd() {
        SessionRig rig = rig().start();
        rig.visit();
        rig.session.onText("broken");
        rig.session.onText("broken");
        rig.session.onText(Messages.stop());

        assertThat(heard("onProtocolProblems")).containsExactly("onProtocolProblems [2]");
    }

    @Test
    void hearsWhatLeaves() {
        SessionRig rig = rig().start();
        rig.session.play(SessionRig.clip(30, 0));
        rig.runMillis(700);
        rig.clock.advanceMillis(50);
        rig.returnMarks(0);
        rig.runMillis(1000);

        assertThat(heard("onFramePaced")).hasSize(30).allMatch(each -> each.matches("onFramePaced \\[2[0-9]{2}]"));
        assertThat(heard("onSent")).hasSizeGreaterThanOrEqualTo(31);
        assertThat(heard("onMarkReturned")).containsExactly("onMarkReturned [150000000]");
        assertThat(heard("onBacklog")).contains("onBacklog [0, 0, 0]");
        assertThat(heard("onPacerVisit")).isNotEmpty();
    }

    @Test
    void hearsFindingsAndExceptionsOfTheListener() {
        SessionRig rig = new SessionRig(
                        new RecordingListener() {
                            @Override
                            public void onMark(StreamSession session, MarkEvent event, MarkOutcome outcome) {
                                throw new IllegalStateException("of the application");
                            }
                        },
                        options -> options.observer(observer))
                .start();
        rig.session.mark("m");
        rig.visit();
        rig.session.onText(Messages.mark("m"));
        rig.runMillis(5000);

        assertThat(heard("onListenerFailure")).hasSize(1);
        assertThat(heard("onFinding")).containsExactly("onFinding [NO_MEDIA]");
    }

    @Test
    void hearsThatAConnectionIsLostAndComesBackOrDoesNot() {
        SessionRig rig = new SessionRig(
                        new RecordingListener(),
                        options -> options.observer(observer).resumeWithin(Duration.ofSeconds(10)),
                        new Expected(Messages.CALL, null, null),
                        new DirectExecutor())
                .start();
        rig.session.onClose(1006, "");
        rig.runMillis(2500);
        Place place = Objects.requireNonNull(rig.engine.takePlace());
        place.tryOpen();
        TransportListener second = Objects.requireNonNull(
                rig.engine.resume(place, new Expected(Messages.CALL, null, null), new FakeTransport(rig.clock)));
        assertThat(heard("onLost")).hasSize(1);
        assertThat(heard("onResumed")).isEmpty();

        second.onText(Messages.start());
        assertThat(heard("onResumed")).containsExactly("onResumed [2500000000]");
        assertThat(heard("onStarted")).hasSize(1);

        second.onError(new IllegalStateException("again"));
        rig.runMillis(11_000);
        assertThat(heard("onLost")).hasSize(2);
        assertThat(heard("onResumed")).hasSize(1);
        assertThat(heard("onFailed")).hasSize(1).first().asString().startsWith("onFailed [NOT_RESUMED");
    }

    @Test
    void hearsOfStreamsThatNeverCame() {
        ManualClock clock = new ManualClock();
        AcceptorOptions options =
                AcceptorOptions.builder().clock(clock).observer(observer).build();
        try (StreamAcceptor acceptor =
                StreamAcceptor.builder(RecordingListener::new).options(options).build()) {
            acceptor.streamingFailed("v3:unexpected", null);
            assertThat(heard("onFinding")).containsExactly("onFinding [STREAMING_FAILED]");

            acceptor.expect("v3:expected", null);
            Eventually.until(() -> {
                clock.advanceMillis(1000);
                return heard("onFinding").size() > 1;
            });
            assertThat(heard("onFinding"))
                    .containsExactly("onFinding [STREAMING_FAILED]", "onFinding [NEVER_CONNECTED]");
        }
    }

    @Test
    void hearsRefusedHandshakes() {
        StreamAcceptor acceptor = StreamAcceptor.builder(RecordingListener::new)
                .authenticator(StreamAuthenticator.sharedToken("right"))
                .options(AcceptorOptions.builder().observer(observer).build())
                .build();
        acceptor.authorise(new Handshake("/x", null, Map.of(), null))
                .toCompletableFuture()
                .join();
        acceptor.close();
        acceptor.authorise(new Handshake("/right", null, Map.of(), null))
                .toCompletableFuture()
                .join();

        assertThat(heard("onHandshakeRefused")).containsExactly("onHandshakeRefused [401]", "onHandshakeRefused [503]");
    }

    @Test
    void swallowsWhatTheObserverThrowsAndLogsTheFirst() {
        Logger logger = (Logger) LoggerFactory.getLogger(GuardedObserver.class);
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(ch.qos.logback.classic.Level.ERROR);
        try {
            StreamObserver broken = (StreamObserver) Proxy.newProxyInstance(
                    StreamObserver.class.getClassLoader(),
                    new Class<?>[] {StreamObserver.class},
                    (proxy, method, args) -> {
                        throw new AssertionError("of the application");
                    });
            SessionRig rig = new SessionRig(options -> options.observer(broken)).start();
            rig.session.onText(Messages.media(1));
            rig.session.play(SessionRig.clip(3, 0));
            rig.runMillis(200);
            rig.session.onText(Messages.stop());

            assertThat(rig.listener.calls()).endsWith("media 1", "stop", "closed STOPPED");
            assertThat(rig.transport.media()).hasSize(3);
            assertThat(appender.list).hasSize(1);
        } finally {
            logger.detachAppender(appender);
            logger.setLevel(null);
        }
    }

    @Test
    void guardsEveryMethod() throws Exception {
        StreamObserver guarded = GuardedObserver.of(observer);
        List<Method> methods = Arrays.stream(StreamObserver.class.getDeclaredMethods())
                .filter(method -> method.getName().startsWith("on"))
                .toList();
        for (Method method : methods) {
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> type == int.class ? (Object) 1 : type == long.class ? (Object) 1L : null)
                    .toArray();
            method.invoke(guarded, arguments);
        }
        assertThat(heard).hasSameSizeAs(methods);
        assertThat(GuardedObserver.of(StreamObserver.NONE)).isSameAs(StreamObserver.NONE);
    }
}
