package io.github.telnyxstream.stream;

import io.github.telnyxstream.stream.access.StreamAuthenticator;
import io.github.telnyxstream.stream.transport.Handshake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** Acceptors with two places and a clock that stands still, closed after the test. */
abstract class AcceptorFixture {
    static final Handshake ANYBODY = new Handshake("/media", null, Map.of(), "192.0.2.1");

    final ManualClock clock = new ManualClock();
    final List<RecordingListener> listeners = new CopyOnWriteArrayList<>();
    final List<FakeTransport> transports = new ArrayList<>();
    final List<StreamAcceptor> acceptors = new ArrayList<>();

    @AfterEach
    void close() {
        acceptors.forEach(StreamAcceptor::close);
        clock.advanceMillis(3_600_000);
    }

    StreamAcceptor acceptor(StreamAuthenticator authenticator, Supplier<? extends StreamListener> factory) {
        StreamAcceptor acceptor = StreamAcceptor.builder(factory)
                .authenticator(authenticator)
                .options(AcceptorOptions.builder()
                        .clock(clock)
                        .maxSessions(2)
                        .listenerExecutor(Runnable::run)
                        .build())
                .build();
        acceptors.add(acceptor);
        return acceptor;
    }

    StreamAcceptor acceptor() {
        return acceptor(StreamAuthenticator.everybody(), this::listener);
    }

    RecordingListener listener() {
        RecordingListener listener = new RecordingListener();
        listeners.add(listener);
        return listener;
    }

    FakeTransport transport() {
        FakeTransport transport = new FakeTransport(clock);
        transports.add(transport);
        return transport;
    }
}
