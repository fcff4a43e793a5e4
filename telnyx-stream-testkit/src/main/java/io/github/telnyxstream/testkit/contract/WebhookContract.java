package io.github.telnyxstream.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.telnyxstream.callcontrol.webhook.IncomingWebhook;
import io.github.telnyxstream.callcontrol.webhook.WebhookReceiver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything that a server's webhook handler has to prove, over real sockets. A test class says how its server is started,
 * and inherits the tests.
 *
 * <pre>{@code
 * final class MyWebhooksIT implements WebhookContract {
 *     @Override
 *     public RunningServer serve(WebhookReceiver receiver) {
 *         MyServer server = new MyServer(0, new WebhookHandler(receiver)).start();
 *         return RunningServer.of(server.port(), server::stop);
 *     }
 * }
 * }</pre>
 */
public interface WebhookContract extends ServerUnderTest {

    /**
     * Starts the handler's server on a free port of the loopback address, with webhooks at {@code /webhook}.
     *
     * @param receiver what the handler hands requests to
     * @return the server, listening
     * @throws Exception if it cannot be started
     */
    AdapterUnderTest.RunningServer serve(WebhookReceiver receiver) throws Exception;

    /**
     * A genuine webhook is accepted and handled.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    @Tag("smoke")
    default void acceptsSignedWebhook() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            assertThat(bench.deliver(SignedRequest.of("event-1"))).isEqualTo(200);
            bench.awaitHandled("event-1");
        }
    }

    /**
     * The signature is over the raw bytes: spaces, line ends, escapes and characters of several bytes arrive as they were
     * sent, in one piece or in many, with a length or in chunks.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void leavesTheBytesAsTheyAre() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            SignedRequest odd = SignedRequest.of("event-1").padded("\r\n\t \\u00e9 \u00e9\ud83d\udcde %41+&=\u2028");
            assertThat(bench.deliver(odd)).isEqualTo(200);
            SignedRequest long1 = SignedRequest.of("event-2").padded(" \u00e9".repeat(300_000));
            assertThat(bench.deliver(long1)).isEqualTo(200);
            assertThat(bench.deliverInChunks(SignedRequest.of("event-3").padded("\r\n \u00e9".repeat(10_000))))
                    .isEqualTo(200);
            bench.awaitHandled("event-1", "event-2", "event-3");
        }
    }

    /**
     * What is not genuine is refused as the receiver says, and nobody hears of it.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    @Tag("smoke")
    default void refusesForgedWebhook() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            assertThat(bench.deliver(SignedRequest.of("event-1").unsigned())).isEqualTo(403);
            assertThat(bench.deliver(SignedRequest.of("event-2").tampered())).isEqualTo(403);
            assertThat(bench.deliver(SignedRequest.of("event-3").signedByAnother()))
                    .isEqualTo(403);
            assertThat(bench.deliver(SignedRequest.ofText("no JSON"))).isEqualTo(400);
            assertThat(bench.deliver(SignedRequest.of("event-4"))).isEqualTo(200);
            bench.awaitHandled("event-4");
        }
    }

    /**
     * A body of more than 1 MiB is answered 413: at once where its length is declared, else when it has come.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void refusesTooLongBody() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            try (RawClient client = RawClient.connect(bench.port())) {
                client.write(SignedRequest.of("event-1").head(WebhookReceiver.MAX_BODY_BYTES + 1));
                assertThat(client.readHead()).startsWith("HTTP/1.1 413");
            }
            assertThat(bench.deliverInChunks(
                            SignedRequest.of("event-2").padded(" ".repeat(WebhookReceiver.MAX_BODY_BYTES))))
                    .isEqualTo(413);
            assertThat(bench.deliver(SignedRequest.of("event-3"))).isEqualTo(200);
            bench.awaitHandled("event-3");
        }
    }

    /**
     * A body that does not come to its end is given up, with an answer or without, and hinders nobody meanwhile: no thread
     * waits for it.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void isNotHinderedBySlowBodies() throws Exception {
        List<RawClient> slow = new ArrayList<>();
        try (WebhookBench bench = WebhookBench.of(this)) {
            for (int n = 0; n < 250; n++) {
                RawClient client = RawClient.connect(bench.port());
                slow.add(client);
                client.write(SignedRequest.of("slow-" + n).head(1_000));
            }
            assertThat(bench.deliver(SignedRequest.of("event-1"))).isEqualTo(200);
            for (RawClient client : slow) {
                assertThat(WebhookBench.statusOrHungUp(client)).isIn(408, WebhookBench.HUNG_UP);
            }
            assertThat(bench.deliver(SignedRequest.of("event-2"))).isEqualTo(200);
            bench.awaitHandled("event-1", "event-2");
        } finally {
            for (RawClient client : slow) {
                client.close();
            }
        }
    }

    /**
     * Bodies that are cut off leave nothing behind.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void givesBackWhatLostConnectionsHeld() throws Exception {
        byte[] half = new byte[1_000_000];
        try (WebhookBench bench = WebhookBench.of(this)) {
            for (int held = 0; held <= 2 * IncomingWebhook.MAX_BYTES; held += half.length) {
                try (RawClient client = RawClient.connect(bench.port())) {
                    client.write(SignedRequest.of("cut").head(WebhookReceiver.MAX_BODY_BYTES));
                    client.write(half);
                    client.reset();
                } catch (IOException refused) {
                    assertThat(held).as("sent before the first refusal").isPositive();
                }
            }
            Bench.await(() -> bench.deliver(SignedRequest.of("event-1")) == 200);
            bench.awaitHandled("event-1");
        }
    }

    /**
     * Only POST is taken.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void refusesOtherMethods() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            for (String method : List.of("GET", "DELETE")) {
                try (RawClient client = RawClient.connect(bench.port())) {
                    assertThat(client.request(method + " /webhook HTTP/1.1", "Host: localhost"))
                            .startsWith("HTTP/1.1 405");
                }
            }
            assertThat(bench.deliver(SignedRequest.of("event-1").method("PUT"))).isEqualTo(405);
        }
    }

    /**
     * What Telnyx delivers again is accepted again and handled once.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void handlesRepeatedDeliveryOnce() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this)) {
            SignedRequest event = SignedRequest.of("event-1");
            assertThat(bench.deliver(event)).isEqualTo(200);
            assertThat(bench.deliver(event)).isEqualTo(200);
            assertThat(bench.deliver(SignedRequest.of("event-2"))).isEqualTo(200);
            bench.awaitHandled("event-1", "event-2");
        }
    }

    /**
     * One connection serves one request after the other.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void keepsTheConnection() throws Exception {
        try (WebhookBench bench = WebhookBench.of(this);
                RawClient client = RawClient.connect(bench.port())) {
            for (String id : List.of("event-1", "event-2", "event-3")) {
                SignedRequest event = SignedRequest.of(id);
                client.write(event.head(event.body().length));
                client.write(event.body());
                assertThat(client.readHead())
                        .startsWith("HTTP/1.1 200")
                        .doesNotContainIgnoringCase("connection: close");
            }
            bench.awaitHandled("event-1", "event-2", "event-3");
        }
    }

    /**
     * The answer does not wait for the application.
     *
     * @throws Exception if the server cannot be started
     */
    @Test
    @Proves(Rule.WEBHOOK)
    default void answersBeforeTheEventIsHandled() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        CompletableFuture<Void> handled = new CompletableFuture<>();
        try (WebhookBench bench = WebhookBench.of(this, event -> {
            answered.await();
            handled.complete(null);
        })) {
            assertThat(bench.deliver(SignedRequest.of("event-1"))).isEqualTo(200);
            assertThat(handled).isNotDone();
            answered.countDown();
            Bench.await(handled::isDone);
        }
    }
}
