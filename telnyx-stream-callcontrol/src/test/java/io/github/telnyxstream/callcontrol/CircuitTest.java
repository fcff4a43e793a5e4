package io.github.telnyxstream.callcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControlException.Kind;
import io.github.telnyxstream.testkit.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an open circuit lets pass, and what must not be lost on its way. */
class CircuitTest extends AgainstStandIn {

    private CallControl guarded;
    private final List<CallControlException> failures = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        CallControlObserver observer = new CallControlObserver() {
            @Override
            public void onFailed(String request, int tries, Duration took, CallControlException reason) {
                failures.add(reason);
            }
        };
        guarded = telnyx.client()
                .circuit(2, Duration.ofSeconds(5))
                .maxRetries(0)
                .observer(observer)
                .build();
        telnyx.answers(500, "").answers(500, "");
        refusal(() -> guarded.call("c").answer());
        refusal(() -> guarded.call("c").answer());
        assertThat(refusal(() -> guarded.call("c").answer()).kind()).isEqualTo(Kind.CIRCUIT_OPEN);
        telnyx.request();
        telnyx.request();
    }

    @AfterEach
    void closeIt() {
        guarded.close();
    }

    @Test
    void letsAHangUpPass() {
        telnyx.accepts();

        assertThat(guarded.call("c").hangup().result()).isEqualTo("ok");

        telnyx.accepts();
        assertThat(guarded.call("c").answer().result())
                .as("somebody has answered")
                .isEqualTo("ok");
    }

    @Test
    void triesAHangUpAgainThoughItFailsLikeTheOthers() {
        try (CallControl patient =
                telnyx.client().circuit(1, Duration.ofSeconds(5)).build()) {
            telnyx.answers(500, "").answers(500, "").accepts();

            assertThat(patient.call("c").hangup().result()).isEqualTo("ok");
        }
    }

    @Test
    void letsTheNextRequestTryWhenTheOneThatTriedWasCancelled() {
        telnyx.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        telnyx.server.enqueue(
                new MockResponse.Builder().headersDelay(10, TimeUnit.MINUTES).build());
        failures.clear();
        CompletableFuture<CommandResult> probe = guarded.call("c").answerAsync().toCompletableFuture();
        telnyx.request();
        assertThat(refusal(() -> guarded.call("c").answer()).kind())
                .as("while one tries")
                .isEqualTo(Kind.CIRCUIT_OPEN);

        probe.cancel(true);
        Eventually.until(() -> failures.stream().anyMatch(failure -> failure.kind() == Kind.CANCELLED));

        telnyx.accepts();
        assertThat(guarded.call("c").answer().result()).isEqualTo("ok");
    }

    @Test
    void keepsWhatTelnyxHasAcceptedThoughAnObserverFailsWithAnError() {
        CallControlObserver broken = new CallControlObserver() {
            @Override
            public void onSucceeded(String request, int tries, Duration took) {
                throw new AssertionError("of a test, say");
            }
        };
        telnyx.accepts();
        try (CallControl observed = telnyx.client().observer(broken).build()) {
            assertThat(observed.call("c").answer().result()).isEqualTo("ok");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 429})
    void doesNotTakeForDeletedWhatNoTryCanHaveDeleted(int status) {
        ApiRequest deletion = ApiRequest.delete("recordings", "r");
        telnyx.answers(status, "").refuses(404, "10005");

        assertThat(refusal(() -> calls.request(deletion)).status()).isEqualTo(404);

        telnyx.answers(502, "").refuses(404, "10005");
        assertThat(calls.request(deletion).status()).isEqualTo(204);
    }
}
