package io.github.telnyxstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.transport.Handshake;
import io.github.telnyxstream.stream.transport.TransportListener;
import io.github.telnyxstream.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A session has its last call whoever ends it, and whatever happens in between. */
class LastCallbackTest {
    private final SteppedClock clock = new SteppedClock();
    private final RecordingListener listener = new RecordingListener();
    private Runnable inBetween = () -> {};

    private EngineSession open(AcceptorOptions options) {
        Engine engine = new Engine(options, new Workers(task -> {
            task.run();
            inBetween.run();
        }));
        EngineSession session =
                SessionRig.session(engine, new Expected(null, null, null), new FakeTransport(clock), listener);
        engine.enter(session);
        session.open();
        session.onText(Messages.start());
        return session;
    }

    private EngineSession open() {
        return open(AcceptorOptions.builder()
                .clock(clock)
                .listenerExecutor(Runnable::run)
                .build());
    }

    @Test
    void comesAlthoughAVisitFindsTheSocketLeftBeforeItIsThere() {
        EngineSession session = open();
        inBetween = () -> clock.step(1_000_000_000L);
        session.overrun("too much waits");
        inBetween = () -> {};
        clock.step(60_000_000_000L);

        assertThat(listener.calls()).endsWith("failed LISTENER_OVERRUN");
        assertThat(listener.finalCalls()).isEqualTo(1);
    }

    @Test
    void comesWithTheNextMillisecondWhenTheSessionIsReplacedUnderALock() {
        EngineSession session = open();
        session.replaced();
        clock.step(2 * Ticker.TICK_NANOS);

        assertThat(listener.calls()).endsWith("closed REPLACED");
    }

    @Test
    void comesWhenTheListenerExecutorThrowsAnError() {
        EngineSession session = open(AcceptorOptions.builder()
                .clock(clock)
                .listenerExecutor(task -> {
                    throw new StackOverflowError("of the executor");
                })
                .build());
        session.close();

        assertThat(listener.calls()).containsExactly("start", "closed CLOSED_BY_APPLICATION");
    }

    @Test
    void tellsTheAuthenticatorOfTheEndWithoutALockOfTheSession() {
        ConcurrentLinkedQueue<List<String>> told = new ConcurrentLinkedQueue<>();
        StreamAuthenticator authenticator = new StreamAuthenticator() {
            @Override
            public Verdict authenticate(Handshake handshake) {
                return Verdict.accepted(Messages.CALL, null);
            }

            @Override
            public void streamEnded(String callControlId) {
                List<String> classes = new ArrayList<>();
                StackWalker.getInstance().forEach(frame -> classes.add(frame.getClassName()));
                told.add(classes);
            }
        };
        try (StreamAcceptor acceptor = StreamAcceptor.builder(() -> listener)
                .authenticator(authenticator)
                .build()) {
            TransportListener socket = acceptor.authorise(new Handshake("/", null, Map.of(), null))
                    .toCompletableFuture()
                    .join()
                    .open(new FakeTransport(StreamClock.system()));
            socket.onText(Messages.start());
            socket.onText(Messages.stop());
            Eventually.until(() -> told.size() == 1);
        }

        assertThat(told.element()).doesNotContain(Inbound.class.getName());
    }
}
