package io.github.telnyxstream.examples.quarkus;

import static io.github.telnyxstream.testkit.junit.CallAssert.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.stream.StreamAcceptor;
import io.github.telnyxstream.testkit.Eventually;
import io.github.telnyxstream.testkit.caller.Caller;
import io.github.telnyxstream.testkit.simulator.SimulatedCall;
import io.github.telnyxstream.testkit.simulator.TelnyxSimulator;
import io.quarkus.runtime.shutdown.ShutdownRecorder;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What Quarkus does first when it is told to stop, in an application of its own. */
@QuarkusTest
@WithTestResource(value = SimulatedTelnyx.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ShutdownTest {
    TelnyxSimulator telnyx;

    @Inject
    StreamAcceptor acceptor;

    @Test
    void waitsForTheRunningCall() throws Exception {
        SimulatedCall call = telnyx.placeCall(
                Caller.builder().awaitHeard(Duration.ofMinutes(1)).pause(Duration.ofHours(1)).build());
        Eventually.until(() -> acceptor.openSessions() == 1);

        CompletableFuture<Void> shutdown = CompletableFuture.runAsync(ShutdownRecorder::runShutdown);
        Eventually.until(() -> !acceptor.isReady());
        Eventually.until(() -> call.sound().holdsTone(440));
        assertThat(acceptor.openSessions()).isEqualTo(1);
        assertThat(shutdown).isNotDone();

        call.hangUp();
        call.awaitEnd(Duration.ofMinutes(5));
        Eventually.until(shutdown::isDone);
        assertThatCall(call).wasAnswered().heardTone(440).wasFreeOfViolations();
    }
}
