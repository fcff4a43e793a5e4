package io.github.telnyxstream.router.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.router.EngineProcess;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // closing a connection may be interrupted; a test ends then anyway
class NatsEndedCallsIT {
    private static final String CALL = "v3:a call/with *odd.> signs";

    @TempDir
    Path folder;

    @Test
    void letsEveryNodeKnowThatACallIsOver() throws Exception {
        try (EngineProcess server = NatsServer.start(folder);
                Connection a = Nats.connect(NatsServer.url(server));
                Connection b = Nats.connect(NatsServer.url(server));
                NatsEndedCalls here = NatsEndedCalls.create(a, "ended", Duration.ofHours(5));
                NatsEndedCalls there = NatsEndedCalls.create(b, "ended", Duration.ofHours(5))) {
            assertThat(there.hasEnded(CALL).toCompletableFuture().join()).isFalse();
            here.end(CALL, Duration.ofHours(5)).toCompletableFuture().join();
            assertThat(there.hasEnded(CALL).toCompletableFuture().join()).isTrue();
            assertThat(there.hasEnded("another").toCompletableFuture().join()).isFalse();
            server.kill();
            assertThatThrownBy(() -> there.hasEnded(CALL).toCompletableFuture().join())
                    .isInstanceOf(RuntimeException.class);
        }
    }
}
