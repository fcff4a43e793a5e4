package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.transport.Admission;
import io.github.telnyxstream.stream.transport.Admissions;
import io.github.telnyxstream.stream.transport.Handshake;
import jakarta.inject.Singleton;
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

    @Override
    public CompletionStage<Admission> authorise(Handshake handshake) {
        return current.authorise(handshake);
    }
}
