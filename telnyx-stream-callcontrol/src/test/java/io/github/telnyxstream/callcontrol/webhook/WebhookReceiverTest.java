package io.github.telnyxstream.callcontrol.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.CallControl;
import io.github.telnyxstream.testkit.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WebhookReceiverTest {

    private final SignedWebhooks telnyx = new SignedWebhooks();
    private final List<String> handled = new CopyOnWriteArrayList<>();

    private int deliver(WebhookReceiver receiver, String body) {
        return receiver.receive("POST", telnyx.sign(body), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String event(String id) {
        return SignedWebhooks.event("call.answered", id, "");
    }

    private static String event(String id, String occurredAt, String leg) {
        return event(id)
                .replace("2026-03-01T09:30:05.118204Z", occurredAt)
                .replace("\"v3:call\"", "\"v3:" + leg + "\"")
                .replace("\"leg\"", "\"" + leg + "\"");
    }

    @Test
    void acknowledgesWhileTheHandlerIsStillBusy() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (WebhookReceiver receiver = WebhookReceiver.create(telnyx.verifier(), event -> {
            release.await();
            handled.add(event.id());
        })) {
            assertThat(deliver(receiver, event("1"))).isEqualTo(200);
            assertThat(handled).isEmpty();
            release.countDown();
            Eventually.until(() -> handled.equals(List.of("1")));
        }
    }

    @Test
    void handlesARedeliveredEventOnce() {
        List<String> repeated = new CopyOnWriteArrayList<>();
        WebhookObserver observer = new WebhookObserver() {
            @Override
            public void onRepeated(WebhookEvent event) {
                repeated.add(event.id());
            }
        };
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .observer(observer)
                .build();
        assertThat(deliver(receiver, event("1"))).isEqualTo(200);
        assertThat(deliver(receiver, event("1").replace("\"attempt\":1", "\"attempt\":2")))
                .isEqualTo(200);
        assertThat(deliver(receiver, event("2"))).isEqualTo(200);
        receiver.close();

        assertThat(handled).containsExactly("1", "2");
        assertThat(repeated).containsExactly("1");
    }

    @Test
    void answersEachKindOfBadRequestWithItsOwnStatus() {
        try (WebhookReceiver receiver = WebhookReceiver.create(telnyx.verifier(), event -> handled.add(event.id()))) {
            byte[] tooLong = new byte[WebhookReceiver.MAX_BODY_BYTES + 1];
            assertThat(receiver.receive("GET", telnyx.sign(event("1")), new byte[0]))
                    .isEqualTo(405);
            assertThat(receiver.receive("POST", name -> null, tooLong)).isEqualTo(413);
            assertThat(receiver.receive("POST", name -> null, new byte[0])).isEqualTo(403);
            assertThat(receiver.receive(
                            "POST",
                            new SignedWebhooks().sign(event("1")),
                            event("1").getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(403);
            assertThat(deliver(receiver, "{}")).isEqualTo(400);
            assertThat(deliver(receiver, "no json")).isEqualTo(400);
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void answersAndHandlesThoughItsObserverFailsWithAnError() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        WebhookObserver observer = new WebhookObserver() {
            @Override
            public void onRefused(WebhookVerificationException refused) {
                throw new AssertionError("broken");
            }

            @Override
            public void onHandled(WebhookEvent event, Duration waited, Duration took) {
                throw new AssertionError("broken");
            }

            @Override
            public void onRepeated(WebhookEvent event) {
                throw new AssertionError("broken");
            }

            @Override
            public void onHandlerFailed(WebhookEvent event, Duration took, Throwable failure) {
                failures.add(failure);
            }
        };
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .observer(observer)
                .build();
        assertThat(receiver.receive("POST", name -> null, new byte[0])).isEqualTo(403);
        assertThat(deliver(receiver, event("1"))).isEqualTo(200);
        assertThat(deliver(receiver, event("1"))).isEqualTo(200);
        receiver.close();

        assertThat(handled).containsExactly("1");
        assertThat(failures).as("what was handled has not failed").isEmpty();
    }

    @Test
    void keepsHandlingAfterAHandlerHasThrown() {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        WebhookObserver observer = new WebhookObserver() {
            @Override
            public void onHandlerFailed(WebhookEvent event, Duration took, Throwable failure) {
                failures.add(failure);
                throw new IllegalStateException("a broken observer does no harm");
            }
        };
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> {
                    if (event.id().equals("1")) {
                        throw new AssertionError("broken");
                    }
                    handled.add(event.id());
                })
                .observer(observer)
                .build();
        deliver(receiver, event("1"));
        deliver(receiver, event("2"));
        receiver.close();

        assertThat(handled).containsExactly("2");
        assertThat(failures).hasSize(1);
    }

    @Test
    void takesWaitingEventsOfOneCallInTheOrderInWhichTheyHappened() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(tasks::add)
                .build();
        deliver(receiver, event("hangup", "2026-03-01T09:30:09Z", "a"));
        deliver(receiver, event("other", "2026-03-01T09:30:08Z", "b"));
        deliver(receiver, event("answered", "2026-03-01T09:30:05Z", "a"));
        deliver(receiver, event("initiated", "2026-03-01T09:30:01Z", "a"));
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertThat(handled).containsExactly("initiated", "other", "answered", "hangup");
    }

    @Test
    void neverRunsTwoEventsOfOneCallAtTheSameTime() {
        List<Integer> inside = new ArrayList<>();
        int[] running = {0};
        WebhookReceiver receiver = WebhookReceiver.create(telnyx.verifier(), event -> {
            inside.add(++running[0]); // unsynchronised on purpose: one call, one thread at a time
            Thread.yield();
            running[0]--;
        });
        for (int i = 0; i < 200; i++) {
            deliver(receiver, event("e" + i));
        }
        receiver.close();

        assertThat(inside).hasSize(200).containsOnly(1);
    }

    @Test
    void asksForAnotherDeliveryWhenTooMuchIsWaiting() {
        List<Runnable> tasks = new ArrayList<>();
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(tasks::add)
                .maxWaiting(2)
                .build();

        assertThat(deliver(receiver, event("1"))).isEqualTo(200);
        assertThat(deliver(receiver, event("2"))).isEqualTo(200);
        assertThat(deliver(receiver, event("3"))).isEqualTo(503);
        while (!tasks.isEmpty()) {
            tasks.remove(0).run();
        }
        assertThat(deliver(receiver, event("3"))).isEqualTo(200);
        tasks.remove(0).run();
        assertThat(handled).containsExactly("1", "2", "3");
    }

    @Test
    void asksForAnotherDeliveryWhenTheExecutorRefusesAndAfterClosing() {
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(task -> {
                    throw new RejectedExecutionException();
                })
                .build();
        assertThat(deliver(receiver, event("1"))).isEqualTo(503);
        receiver.close();
        assertThat(deliver(receiver, event("1"))).isEqualTo(503);
    }

    @Test
    void acknowledgesNothingThatWouldWaitForATurnThatABrokenExecutorHasLost() {
        Queue<Runnable> broken = new ArrayDeque<>(List.of(
                () -> {
                    throw new IllegalStateException("odd");
                },
                () -> {
                    throw new OutOfMemoryError("no thread");
                }));
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(task -> {
                    Runnable failure = broken.poll();
                    (failure == null ? task : failure).run();
                })
                .build();

        assertThat(deliver(receiver, event("1"))).isEqualTo(503);
        assertThat(deliver(receiver, event("1"))).isEqualTo(503);
        assertThat(deliver(receiver, event("1"))).isEqualTo(200);
        assertThat(deliver(receiver, event("2"))).isEqualTo(200);
        assertThat(handled).containsExactly("1", "2");
    }

    @Test
    void losesNothingOnAnExecutorThatRunsOnTheSubmittersThread() {
        deliverInsideAHandler(200);
    }

    /** Deep enough to overflow the stack if each nested in the last. */
    @Test
    @Tag("thorough")
    void doesNotNestThreeThousandEventsOnTheSubmittersThread() {
        deliverInsideAHandler(3000);
    }

    private void deliverInsideAHandler(int events) {
        WebhookReceiver[] receiver = new WebhookReceiver[1];
        receiver[0] = WebhookReceiver.builder(telnyx.verifier(), event -> {
                    handled.add(event.id());
                    if (event.id().equals("0")) {
                        for (int i = 1; i < events; i++) {
                            assertThat(deliver(receiver[0], event("" + i))).isEqualTo(200);
                        }
                    }
                })
                .executor(Runnable::run)
                .build();

        assertThat(deliver(receiver[0], event("0"))).isEqualTo(200);
        assertThat(deliver(receiver[0], event("last"))).isEqualTo(200);

        assertThat(handled).hasSize(events + 1).startsWith("0", "1").endsWith("" + (events - 1), "last");
    }

    @Test
    void finishesAcknowledgedEventsWhenTheExecutorStopsTakingWork() {
        finishAcknowledged(200);
    }

    @Test
    @Tag("thorough")
    void finishesThreeThousandAcknowledgedEventsWithoutNesting() {
        finishAcknowledged(3000);
    }

    private void finishAcknowledged(int events) {
        Queue<Runnable> tasks = new ArrayDeque<>();
        boolean[] full = {false};
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .executor(task -> {
                    if (full[0]) {
                        throw new RejectedExecutionException();
                    }
                    tasks.add(task);
                })
                .build();
        for (int i = 0; i < events; i++) {
            deliver(receiver, event("" + i));
        }
        full[0] = true;
        assertThat(deliver(receiver, event("x", "2026-03-01T09:30:05Z", "another")))
                .isEqualTo(503);
        tasks.remove().run();
        full[0] = false;

        assertThat(handled).hasSize(events).endsWith("" + (events - 1));
        assertThat(deliver(receiver, event("x", "2026-03-01T09:30:05Z", "another")))
                .isEqualTo(200);
        tasks.remove().run();
        assertThat(handled).endsWith("x");
    }

    @Test
    void namesEventCallLegAndSessionInTheLogContextOfTheHandlerAndRestoresWhatWasThere() {
        List<Map<String, String>> named = new ArrayList<>();
        WebhookObserver observer = new WebhookObserver() {
            @Override
            public void onHandlerFailed(WebhookEvent event, Duration took, Throwable failure) {
                named.add(MDC.getCopyOfContextMap());
            }
        };
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> {
                    named.add(MDC.getCopyOfContextMap());
                    throw new IllegalStateException("so that the failure is reported, too");
                })
                .executor(Runnable::run)
                .observer(observer)
                .build();
        Map<String, String> before =
                Map.of(CallControl.MDC_CALL_LEG_ID, "another", WebhookReceiver.MDC_EVENT_ID, "0", "request", "7");
        MDC.setContextMap(before);
        try {
            deliver(receiver, event("1"));

            assertThat(MDC.getCopyOfContextMap()).isEqualTo(before);
        } finally {
            MDC.clear();
        }
        assertThat(named)
                .hasSize(2)
                .containsOnly(Map.of(
                        WebhookReceiver.MDC_EVENT_ID,
                        "1",
                        WebhookReceiver.MDC_EVENT_TYPE,
                        "call.answered",
                        CallControl.MDC_CALL_CONTROL_ID,
                        "v3:call",
                        CallControl.MDC_CALL_LEG_ID,
                        "leg",
                        CallControl.MDC_CALL_SESSION_ID,
                        "session",
                        "request",
                        "7"));
    }

    @Test
    void handlesAnEventRatherTwiceThanNeverWhenTheStoreFails() {
        WebhookReceiver receiver = WebhookReceiver.builder(telnyx.verifier(), event -> handled.add(event.id()))
                .seenStore(id -> {
                    if (id.equals("1")) {
                        throw new IllegalStateException("unreachable");
                    }
                    throw new NoClassDefFoundError("half of a client");
                })
                .build();
        deliver(receiver, event("1"));
        deliver(receiver, event("2"));
        receiver.close();

        assertThat(handled).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void forgetsTheOldestIdsFirst() {
        SeenStore store = SeenStore.inMemory(2);
        assertThat(store.firstSeen("a")).isTrue();
        assertThat(store.firstSeen("b")).isTrue();
        assertThat(store.firstSeen("a")).isFalse();
        assertThat(store.firstSeen("c")).isTrue();
        assertThat(store.firstSeen("a")).isTrue();
        assertThat(store.firstSeen("c")).isFalse();
    }
}
