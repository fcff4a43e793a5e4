package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.telnyxstream.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events wait for which, how much may wait, and what becomes of it at the end. */
class WebhookQueueTest {

    private final SignedWebhooks telnyx = new SignedWebhooks();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    private int deliver(WebhookReceiver receiver, String body) {
        return receiver.receive("POST", telnyx.sign(body), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String id, String ids) {
        return "{\"data\":{\"event_type\":\"call.answered\",\"id\":\"" + id + "\",\"payload\":{" + ids + "}}}";
    }

    private static final String BOTH = "\"call_control_id\":\"c\",\"call_leg_id\":\"l\"";
    private static final String CONTROL = "\"call_control_id\":\"c\"";
    private static final String LEG = "\"call_leg_id\":\"l\"";

    private WebhookReceiver.Builder queued() {
        return WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(tasks::add);
    }

    @Test
    void putsEventsOfOneCallIntoOneLaneWhicheverIdsTheyName() {
        for (List<String> order : List.of(
                List.of(BOTH, CONTROL, LEG),
                List.of(BOTH, LEG, CONTROL),
                List.of(LEG, BOTH, CONTROL),
                List.of(CONTROL, BOTH, LEG))) {
            tasks.clear();
            WebhookReceiver receiver = queued().build();
            for (int i = 0; i < order.size(); i++) {
                assertThat(deliver(receiver, event("e" + i, order.get(i)))).isEqualTo(200);
            }
            assertThat(tasks).as("turns of %s", order).hasSize(1);
        }
    }

    @Test
    void keepsEventsOfDifferentCallsAndOfNoneApart() {
        WebhookReceiver receiver = queued().build();
        deliver(receiver, event("1", BOTH));
        deliver(receiver, event("2", "\"call_control_id\":\"l\",\"call_leg_id\":\"c\""));
        deliver(receiver, event("3", ""));
        deliver(receiver, event("", ""));
        assertThat(tasks).hasSize(4);
    }

    @Test
    void handlesAnEventWithoutAnIdEachTimeItComes() {
        WebhookReceiver receiver = queued().executor(Runnable::run).build();
        deliver(receiver, event("", BOTH));
        deliver(receiver, event("", BOTH));
        deliver(receiver, event("1", BOTH));
        deliver(receiver, event("1", BOTH));
        assertThat(handled).containsExactly("", "", "1");
    }

    @Test
    void takesNoMoreBytesThanMayWaitButOneEventAlways() {
        String padding = "\"x\":\"" + "y".repeat(400) + "\"";
        WebhookReceiver receiver = queued().maxWaitingBytes(1000).build();
        assertThat(deliver(receiver, event("1", padding))).isEqualTo(200);
        assertThat(deliver(receiver, event("2", padding))).isEqualTo(200);
        assertThat(deliver(receiver, event("3", padding))).isEqualTo(503);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        assertThat(deliver(receiver, event("4", "\"x\":\"" + "y".repeat(4000) + "\"")))
                .isEqualTo(200);
        assertThat(deliver(receiver, event("5", ""))).isEqualTo(503);
        assertThat(handled).containsExactly("1", "2");
        assertThatThrownBy(() -> queued().maxWaitingBytes(0)).hasMessageContaining("maxWaitingBytes");
    }

    @Test
    void closesFromAHandlerWithoutWaitingForItselfAndHandlesWhatIsAcknowledged() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<WebhookReceiver> self = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> {
                    if (event.id().equals("1")) {
                        waiting.await();
                        self.join().close();
                        interrupted.complete(Thread.interrupted());
                    }
                    handled.add(event.id());
                })
                .threads(1)
                .build();
        self.complete(receiver);
        deliver(receiver, event("1", BOTH));
        deliver(receiver, event("2", BOTH));
        deliver(receiver, event("3", "\"call_control_id\":\"d\""));
        waiting.countDown();

        // one that waits for itself is interrupted by the end of its patience
        assertThat(Eventually.result(interrupted)).isFalse();
        receiver.close();
        assertThat(handled).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(deliver(receiver, event("4", BOTH))).isEqualTo(503);
    }

    /** As HTTP has it: no matter how a server, or what stands before it, spells them (RFC 9110, section 5.1). */
    @ParameterizedTest
    @CsvSource({
        "Telnyx-Timestamp, Telnyx-Signature-Ed25519",
        "Telnyx-timestamp, Telnyx-signature-ed25519",
        "tELNYX-tIMESTAMP, TELNYX-Signature-ED25519"
    })
    void takesAMapOfHeadersWhateverTheirCase(String timestamp, String signature) {
        String body = event("1", BOTH);
        WebhookReceiver receiver = queued().executor(Runnable::run).build();
        int status = receiver.receive(
                "POST",
                java.util.Map.of(
                        timestamp, List.of(telnyx.sign(body).apply(WebhookVerifier.TIMESTAMP_HEADER)),
                        signature, List.of(telnyx.sign(body).apply(WebhookVerifier.SIGNATURE_HEADER))),
                body.getBytes(StandardCharsets.UTF_8));
        assertThat(status).isEqualTo(200);
        assertThat(handled).containsExactly("1");
    }
}
