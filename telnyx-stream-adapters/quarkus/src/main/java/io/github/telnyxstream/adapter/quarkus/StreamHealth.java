package io.github.telnyxstream.adapter.quarkus;

import io.github.telnyxstream.stream.StreamAcceptor;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while it drains. A bean only where the application has health: there the annotation makes it one. */
@Readiness
final class StreamHealth implements HealthCheck {
    private final StreamAcceptor acceptor;

    StreamHealth(StreamAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("telnyx-stream")
                .status(acceptor.isReady())
                .withData("openStreams", acceptor.openSessions())
                .build();
    }
}
