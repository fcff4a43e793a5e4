package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.AcceptorOptions;
import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.stream.StreamListener;
import io.github.telnyxstream.stream.StreamSession;
import io.github.telnyxstream.stream.audio.MediaFrame;
import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Those of the test that runs, in the one application that runs for all tests. */
@Singleton
class CurrentAdmissions implements Admissions {
    private volatile Admissions current = handshake -> {
        throw new IllegalStateException("no test runs");
    };

    void set(Admissions admissions) {
        current = admissions;
    }

    /** For the measurement of servers: those of an echo, as the measurement has it on other servers. */
    void echo() {
        AcceptorOptions options = AcceptorOptions.builder()
                .maxSessions(2000)
                .silentPeerTimeout(Duration.ZERO)
                .sendTimeout(Duration.ofMinutes(1))
                .build();
        current = StreamAcceptor.builder(Echo::new).options(options).build();
    }

    private static final class Echo implements StreamListener.NonBlocking {
        @Override
        public void onMedia(StreamSession session, MediaFrame frame) {
            session.send(frame);
        }
    }

    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        return current.authorise(handshake);
    }
}
